// Reads the samples, which have every field, with the generated types, and writes them again.

import java.io.File
import org.openapitools.client.infrastructure.Serializer

fun main(arguments: Array<String>) {
    val (samples, written) = arguments.map(::File)
    for (sample in samples.listFiles()!!) {
        val name = sample.nameWithoutExtension
        val payload = Serializer.gson.fromJson(sample.readText(), Class.forName("org.openapitools.client.models.$name"))
        File(written, "$name.file.json").writeText(Serializer.gson.toJson(payload))
    }
}
