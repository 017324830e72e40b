// Reads the samples, which have every field, with the generated converters, and writes them again.
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Samples {
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path written = Path.of(arguments[1]);
        for (File sample : new File(arguments[0]).listFiles()) {
            String name = sample.getName().replace(".json", "");
            Object payload = call(name, "fromJsonString", Files.readString(sample.toPath()));
            Files.writeString(written.resolve(name + ".file.json"), (String) call(name, "toJsonString", payload));
        }
    }

    /** Calls a function of the converter of a payload. */
    static Object call(String name, String function, Object argument) throws ReflectiveOperationException {
        Class<?> converter = Class.forName("kyx." + name.toLowerCase() + ".Converter");
        return converter.getMethod(function, argument.getClass()).invoke(null, argument);
    }
}
