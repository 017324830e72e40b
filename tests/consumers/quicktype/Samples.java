// Reads the samples, which have every field, with the generated converters, and writes them again.
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Samples {
    interface Converter<T> {
        T convert(T text) throws IOException;
    }

    static Path samples;
    static Path written;

    public static void main(String[] arguments) throws IOException {
        samples = Path.of(arguments[0]);
        written = Path.of(arguments[1]);
        write("AccountRequest", it -> kyx.accountrequest.Converter.toJsonString(kyx.accountrequest.Converter.fromJsonString(it)));
        write("PreparedData", it -> kyx.prepareddata.Converter.toJsonString(kyx.prepareddata.Converter.fromJsonString(it)));
        write("AccountResponse", it -> kyx.accountresponse.Converter.toJsonString(kyx.accountresponse.Converter.fromJsonString(it)));
        write("PartResponse", it -> kyx.partresponse.Converter.toJsonString(kyx.partresponse.Converter.fromJsonString(it)));
        write("FinalizeResponse", it -> kyx.finalizeresponse.Converter.toJsonString(kyx.finalizeresponse.Converter.fromJsonString(it)));
        write("Callback", it -> kyx.callback.Converter.toJsonString(kyx.callback.Converter.fromJsonString(it)));
        write("StatusResponse", it -> kyx.status.Converter.toJsonString(kyx.status.Converter.fromJsonString(it)));
        write("Problem", it -> kyx.problem.Converter.toJsonString(kyx.problem.Converter.fromJsonString(it)));
        write("TokenError", it -> kyx.tokenerror.Converter.toJsonString(kyx.tokenerror.Converter.fromJsonString(it)));
        write("TokenResponse", it -> kyx.tokenresponse.Converter.toJsonString(kyx.tokenresponse.Converter.fromJsonString(it)));
        write("StepsResponse", it -> kyx.stepsresponse.Converter.toJsonString(kyx.stepsresponse.Converter.fromJsonString(it)));
        write("RetrievalResponse", it -> kyx.retrievalresponse.Converter.toJsonString(kyx.retrievalresponse.Converter.fromJsonString(it)));
    }

    static void write(String name, Converter<String> converter) throws IOException {
        String text = Files.readString(samples.resolve(name + ".json"));
        Files.writeString(written.resolve(name + ".file.json"), converter.convert(text));
    }
}
