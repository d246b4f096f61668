using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Engine.Interchange;

/// <summary>
/// Reads and writes safetensors files: eight bytes with the header's length (little-endian), the header (a JSON object:
/// for each tensor its type, shape and place), and the elements of all tensors without holes.
/// </summary>
public static class Safetensors
{
    private const string MetadataKey = "__metadata__";
    private const string TypeKey = "dtype";
    private const string ShapeKey = "shape";
    private const string OffsetsKey = "data_offsets";
    private const int LengthBytes = sizeof(ulong);

    // The elements begin at a multiple of the largest element.
    private const int Alignment = 8;

    // The limit of the format's own reader.
    private const long LongestHeader = 100_000_000;

    /// <summary>
    /// Writes all tensors, or nothing: the file appears under its name when it is complete and on the disk. The same
    /// entries give the same bytes.
    /// </summary>
    /// <param name="path">An existing file is replaced.</param>
    /// <param name="metadata">Free text, for people and tools; readers may ignore it.</param>
    /// <exception cref="ArgumentException">A name is empty or repeated, or bytes do not fit their shape.</exception>
    /// <exception cref="BadInputException">The file cannot be written there.</exception>
    public static void Write(
        string path,
        IEnumerable<SafetensorsEntry> entries,
        IReadOnlyDictionary<string, string>? metadata = null
    ) => Write(path, entries, metadata, DurableFile.Replace);

    /// <param name="replace">How the whole new file, its first argument, comes to its place.</param>
    internal static void Write(
        string path,
        IEnumerable<SafetensorsEntry> entries,
        IReadOnlyDictionary<string, string>? metadata,
        Action<string, string> replace
    )
    {
        // Wide elements first, so that each tensor lies at a multiple of its own element size, which readers that map the
        // file into memory need; among equals the given order.
        SafetensorsEntry[] ordered = [.. entries.OrderByDescending(entry => entry.Type.ElementSize())];
        Check(ordered);
        byte[] header = BuildHeader(ordered, metadata);
        try
        {
            DurableFile.Write(Path.GetFullPath(path), stream => WriteTo(stream, header, ordered), replace);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Reads all tensors, after checking the whole header against the file.</summary>
    /// <exception cref="BadInputException">The file is missing, cut off, or contradicts itself; names file and tensor.</exception>
    public static SafetensorsFile Read(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new SafetensorsReader(path, stream).Read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"'{path}' cannot be read: {failure.Message}", failure);
        }
    }

    // ---- Writing ----

    private static void Check(SafetensorsEntry[] entries)
    {
        HashSet<string> names = [];
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Name is "" or MetadataKey || !names.Add(entry.Name))
            {
                throw new ArgumentException(
                    $"'{entry.Name}' cannot name a tensor here: names are unique, not empty and not {MetadataKey}."
                );
            }

            if (ByteLength(entry.Type, entry.Shape) != entry.Bytes.Length)
            {
                throw new ArgumentException(
                    $"Tensor '{entry.Name}' has {entry.Bytes.Length} bytes, which is not {entry.Type} of shape {Describe(entry.Shape)}."
                );
            }
        }
    }

    private static byte[] BuildHeader(SafetensorsEntry[] entries, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            long offset = 0;
            foreach (SafetensorsEntry entry in entries)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString(TypeKey, entry.Type.ToString());
                WriteNumbers(writer, ShapeKey, entry.Shape);
                WriteNumbers(writer, OffsetsKey, [offset, offset + entry.Bytes.Length]);
                writer.WriteEndObject();
                offset += entry.Bytes.Length;
            }

            writer.WriteEndObject();
        }

        while (json.Length % Alignment != 0)
        {
            json.WriteByte((byte)' ');
        }

        return json.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string key, ImmutableArray<long> numbers)
    {
        writer.WriteStartArray(key);
        foreach (long number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static void WriteTo(Stream stream, byte[] header, SafetensorsEntry[] entries)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (SafetensorsEntry entry in entries)
        {
            stream.Write(entry.Bytes.Span);
        }
    }

    // ---- What both sides know ----

    /// <summary>Bytes of a tensor, or null if a size is negative or the product too large for 64 bits.</summary>
    private static long? ByteLength(SafetensorsType type, ImmutableArray<long> shape)
    {
        Int128 length = type.ElementSize();
        foreach (long size in shape)
        {
            if (size < 0)
            {
                return null;
            }

            length *= size;
            if (length > long.MaxValue)
            {
                return null;
            }
        }

        return (long)length;
    }

    private static string Describe(ImmutableArray<long> shape) => $"[{string.Join(", ", shape)}]";

    // ---- Reading ----

    private sealed class SafetensorsReader(string path, FileStream stream)
    {
        private readonly record struct Place(
            string Name,
            SafetensorsType Type,
            ImmutableArray<long> Shape,
            long Begin,
            long End
        );

        public SafetensorsFile Read()
        {
            byte[] header = ReadHeader();
            long dataLength = stream.Length - LengthBytes - header.Length;
            ImmutableSortedDictionary<string, string> metadata = ImmutableSortedDictionary<string, string>.Empty;
            List<Place> places = [];
            HashSet<string> names = [];

            try
            {
                using var document = JsonDocument.Parse(header);
                foreach (JsonProperty property in document.RootElement.EnumerateObject())
                {
                    if (!names.Add(property.Name))
                    {
                        throw Wrong($"'{property.Name}' stands twice in the header, but names must be unique");
                    }

                    if (property.Name == MetadataKey)
                    {
                        metadata = ReadMetadata(property.Value);
                    }
                    else
                    {
                        places.Add(ReadPlace(property.Name, property.Value, dataLength));
                    }
                }
            }
            catch (JsonException failure)
            {
                throw new BadInputException($"'{path}' is no safetensors file: its header is no JSON.", failure);
            }
            catch (InvalidOperationException failure)
            {
                // A string with half of a surrogate pair.
                throw new BadInputException(
                    $"'{path}' is no safetensors file: its header holds text that is no Unicode.",
                    failure
                );
            }

            Place[] ordered = [.. places.OrderBy(place => place.Begin).ThenBy(place => place.End)];
            CheckCover(ordered, dataLength);
            return new SafetensorsFile(path, [.. ordered.Select(ReadEntry)], metadata);
        }

        private byte[] ReadHeader()
        {
            Span<byte> lengthBytes = stackalloc byte[LengthBytes];
            if (stream.Length < LengthBytes)
            {
                throw Wrong($"it has {stream.Length} bytes, but the header's length alone takes {LengthBytes}");
            }

            stream.ReadExactly(lengthBytes);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
            if (length > LongestHeader)
            {
                throw Wrong($"its header claims {length} bytes, but the format allows {LongestHeader}");
            }

            if ((long)length > stream.Length - LengthBytes)
            {
                throw Wrong($"its header claims {length} bytes, but only {stream.Length - LengthBytes} follow");
            }

            byte[] header = new byte[length];
            stream.ReadExactly(header);
            if (header.Length == 0 || header[0] != '{' || !Utf8.IsValid(header))
            {
                throw Wrong("its header is no JSON object");
            }

            return header;
        }

        private ImmutableSortedDictionary<string, string> ReadMetadata(JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong($"{MetadataKey} is no object of texts");
            }

            var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (JsonProperty property in element.EnumerateObject())
            {
                metadata[property.Name] =
                    property.Value.ValueKind == JsonValueKind.String
                        ? property.Value.GetString()!
                        : throw Wrong($"'{property.Name}' of {MetadataKey} is no text");
            }

            return metadata.ToImmutable();
        }

        private Place ReadPlace(string name, JsonElement element, long dataLength)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong($"tensor '{name}' has no object with {TypeKey}, {ShapeKey} and {OffsetsKey}");
            }

            SafetensorsType type = ReadType(name, element);
            ImmutableArray<long> shape = ReadNumbers(name, element, ShapeKey);
            ImmutableArray<long> offsets = ReadNumbers(name, element, OffsetsKey);
            if (offsets.Length != 2 || offsets[0] > offsets[1])
            {
                throw Wrong($"tensor '{name}' has {OffsetsKey} {Describe(offsets)}, which must be [begin, end]");
            }

            if (offsets[1] > dataLength)
            {
                throw Wrong(
                    $"tensor '{name}' reaches to byte {offsets[1]}, but there are {dataLength} bytes of data, so the file may be cut off"
                );
            }

            long? length = ByteLength(type, shape);
            if (length != offsets[1] - offsets[0])
            {
                throw Wrong(
                    $"tensor '{name}' has {offsets[1] - offsets[0]} bytes, but {type} of shape {Describe(shape)} takes {length?.ToString() ?? "more than any file holds"}"
                );
            }

            if (length > Array.MaxLength)
            {
                throw Wrong($"tensor '{name}' has {length} bytes, but {Array.MaxLength} is the most that can be read");
            }

            return new Place(name, type, shape, offsets[0], offsets[1]);
        }

        private SafetensorsType ReadType(string name, JsonElement element)
        {
            string? text =
                element.TryGetProperty(TypeKey, out JsonElement value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : throw Wrong($"tensor '{name}' has no {TypeKey}");
            string known = string.Join(", ", Enum.GetNames<SafetensorsType>());
            return Enum.GetNames<SafetensorsType>().Contains(text)
                ? Enum.Parse<SafetensorsType>(text!)
                : throw Wrong($"tensor '{name}' is of type '{text}', but only {known} can be read");
        }

        private ImmutableArray<long> ReadNumbers(string name, JsonElement element, string key)
        {
            if (!element.TryGetProperty(key, out JsonElement value) || value.ValueKind != JsonValueKind.Array)
            {
                throw Wrong($"tensor '{name}' has no list {key}");
            }

            var numbers = ImmutableArray.CreateBuilder<long>(value.GetArrayLength());
            foreach (JsonElement item in value.EnumerateArray())
            {
                numbers.Add(
                    item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number) && number >= 0
                        ? number
                        : throw Wrong($"tensor '{name}' has {item.GetRawText()} in {key}, which must be 0 or more")
                );
            }

            return numbers.ToImmutable();
        }

        private void CheckCover(Place[] ordered, long dataLength)
        {
            long end = 0;
            string before = "";
            foreach (Place place in ordered)
            {
                if (place.Begin < end)
                {
                    throw Wrong($"tensors '{before}' and '{place.Name}' overlap");
                }

                if (place.Begin > end)
                {
                    throw Wrong($"{place.Begin - end} bytes before tensor '{place.Name}' belong to no tensor");
                }

                (end, before) = (place.End, place.Name);
            }

            if (end < dataLength)
            {
                throw Wrong($"{dataLength - end} bytes at its end belong to no tensor");
            }
        }

        private SafetensorsEntry ReadEntry(Place place)
        {
            // In the order of their bytes, so the stream stands at the right one.
            byte[] bytes = new byte[place.End - place.Begin];
            stream.ReadExactly(bytes);
            return new SafetensorsEntry(place.Name, place.Type, place.Shape, bytes);
        }

        private BadInputException Wrong(string what) => new($"'{path}' is no valid safetensors file: {what}.");
    }
}
