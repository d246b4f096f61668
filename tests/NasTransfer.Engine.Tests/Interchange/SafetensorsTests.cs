using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NasTransfer.Engine.Interchange;

namespace NasTransfer.Engine.Tests.Interchange;

[TestFixture]
public sealed class SafetensorsTests
{
    private string folder = "";
    private string path = "";

    [SetUp]
    public void CreateFolder()
    {
        folder = Directory.CreateTempSubdirectory("safetensors").FullName;
        path = Path.Combine(folder, "weights.safetensors");
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    // ---- Files that are wrong: header, bytes of data, what the message says ----

    private static readonly TestCaseData[] WrongFiles =
    [
        new("", 0, "no JSON object"),
        new(" {}", 0, "no JSON object"),
        new("[]", 0, "no JSON object"),
        new("{", 0, "no JSON"),
        new("{} x", 0, "no JSON"),
        new("""{"a\ud800":1}""", 0, "no Unicode"),
        new("""{"a":5}""", 0, "tensor 'a' has no object"),
        new("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "tensor 'a' has no dtype"),
        new("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "tensor 'a' has no dtype"),
        new(
            """{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""",
            4,
            "tensor 'a' is of type 'F8_E4M3', but only F64, F32"
        ),
        new("""{"a":{"dtype":"1","shape":[4],"data_offsets":[0,4]}}""", 4, "tensor 'a' is of type '1'"),
        new("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "tensor 'a' has no list shape"),
        new("""{"a":{"dtype":"F32","shape":4,"data_offsets":[0,4]}}""", 4, "tensor 'a' has no list shape"),
        new("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "tensor 'a' has -1 in shape"),
        new("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "tensor 'a' has 1.5 in shape"),
        new("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "tensor 'a' has \"1\" in shape"),
        new("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "tensor 'a' has no list data_offsets"),
        new("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "tensor 'a' has data_offsets [0]"),
        new("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "tensor 'a' has data_offsets [4, 0]"),
        new(
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
            4,
            "tensor 'a' reaches to byte 8, but there are 4 bytes"
        ),
        new(
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""",
            4,
            "tensor 'a' has 4 bytes, but F32 of shape [2] takes 8"
        ),
        new(
            """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}""",
            0,
            "tensor 'a' has 0 bytes, but F32 of shape [] takes 4"
        ),
        new(
            """{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""",
            0,
            "tensor 'a' has 0 bytes, but F32 of shape [4294967296, 4294967296] takes more than any file holds"
        ),
        new(
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""",
            5,
            "tensors 'a' and 'b' overlap"
        ),
        new(
            """{"b":{"dtype":"U8","shape":[1],"data_offsets":[5,6]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            6,
            "1 bytes before tensor 'b' belong to no tensor"
        ),
        new("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 7, "3 bytes at its end belong to no tensor"),
        new("{}", 1, "1 bytes at its end belong to no tensor"),
        new(
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            4,
            "'a' stands twice"
        ),
        new("""{"__metadata__":5}""", 0, "__metadata__ is no object of texts"),
        new("""{"__metadata__":{"a":5}}""", 0, "'a' of __metadata__ is no text"),
    ];

    [TestCaseSource(nameof(WrongFiles))]
    public void Read_WrongFile_NamesFileAndTensorInOneSentence(string header, int dataBytes, string expected)
    {
        WriteRaw(header, dataBytes);

        Assert.That(
            () => Safetensors.Read(path),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"'{path}'").And.Message.Contains(expected)
        );
    }

    [Test]
    public void Read_HeaderThatIsNoUtf8_IsRefused()
    {
        byte[] header = [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'];
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)header.Length), .. header]);

        Assert.That(() => Safetensors.Read(path), Throws.TypeOf<BadInputException>());
    }

    [TestCase(0)]
    [TestCase(7)]
    public void Read_FileShorterThanALength_IsRefused(int bytes)
    {
        File.WriteAllBytes(path, new byte[bytes]);

        Assert.That(
            () => Safetensors.Read(path),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"it has {bytes} bytes")
        );
    }

    [TestCase(100UL, "only 4 follow")]
    [TestCase(100_000_001UL, "the format allows 100000000")]
    [TestCase(ulong.MaxValue, "the format allows 100000000")]
    public void Read_HeaderLongerThanTheFile_IsRefused(ulong length, string expected)
    {
        File.WriteAllBytes(path, [.. BitConverter.GetBytes(length), 1, 2, 3, 4]);

        Assert.That(() => Safetensors.Read(path), Throws.TypeOf<BadInputException>().With.Message.Contains(expected));
    }

    [Test]
    public void Read_FileCutOffAnywhere_IsRefused()
    {
        Safetensors.Write(path, AllTypes());
        byte[] whole = File.ReadAllBytes(path);
        // In the length, in the header and in the data; every 11th place.
        for (int length = whole.Length - 1; length >= 0; length -= 11)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.That(() => Safetensors.Read(path), Throws.TypeOf<BadInputException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Read_FileThatIsNotThere_SaysSo()
    {
        Assert.That(
            () => Safetensors.Read(path),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"'{path}' cannot be read")
        );
    }

    [TestCase("")]
    [TestCase(".")]
    public void Read_NoFile_Throws(string name)
    {
        Assert.That(() => Safetensors.Read(name), Throws.TypeOf<BadInputException>());
    }

    // ---- Files that are right ----

    [Test]
    public void Read_FileFromElsewhere_OrderMetadataPaddingAndScalarsAreFine()
    {
        WriteRaw(
            """{"z":{"dtype":"U8","shape":[2],"data_offsets":[4,6]},"__metadata__":{"format":"pt"},"a":{"data_offsets":[0,4],"dtype":"I32","shape":[]},"empty":{"dtype":"F32","shape":[0,3],"data_offsets":[4,4]}}    """,
            6
        );

        SafetensorsFile file = Safetensors.Read(path);

        Assert.That(file.Entries.Select(entry => entry.Name), Is.EqualTo((string[])["a", "empty", "z"]));
        Assert.That(file.Metadata["format"], Is.EqualTo("pt"));
        Assert.That(file.Require("a").Shape, Is.Empty);
        Assert.That(file.Require("a").Bytes.ToArray(), Is.EqualTo((byte[])[0, 1, 2, 3]));
        Assert.That(file.Require("empty").Bytes.Length, Is.Zero);
        Assert.That(file.Require("z").Bytes.ToArray(), Is.EqualTo((byte[])[4, 5]));
    }

    [Test]
    public void Write_ThenRead_GivesEveryTypeBack()
    {
        Safetensors.Write(path, AllTypes(), new Dictionary<string, string> { ["genotype"] = "ä \"quoted\"" });

        SafetensorsFile file = Safetensors.Read(path);

        Assert.That(file.Metadata, Has.Count.EqualTo(1).And.ContainKey("genotype").WithValue("ä \"quoted\""));
        Assert.That(file.Entries, Has.Length.EqualTo(8));
        foreach (SafetensorsEntry expected in AllTypes())
        {
            SafetensorsEntry entry = file.Require(expected.Name);
            Assert.That(entry.Type, Is.EqualTo(expected.Type));
            Assert.That(entry.Shape, Is.EqualTo(expected.Shape));
            Assert.That(entry.Bytes.ToArray(), Is.EqualTo(expected.Bytes.ToArray()));
        }
    }

    [Test]
    public void Write_NoTensors_IsAValidFile()
    {
        Safetensors.Write(path, []);

        Assert.That(Safetensors.Read(path).Entries, Is.Empty);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo((byte[])[8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8]));
    }

    [Test]
    public void Write_Bytes_AreThoseOfTheFormat()
    {
        Safetensors.Write(path, [SafetensorsEntry.Of("w", [2], (float[])[1f, -2f])]);

        const string header = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        byte[] expected =
        [
            .. BitConverter.GetBytes(56UL),
            .. Encoding.UTF8.GetBytes(header.PadRight(56)),
            .. BitConverter.GetBytes(1f),
            .. BitConverter.GetBytes(-2f),
        ];
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(expected));
    }

    [Test]
    public void Write_MixedTypes_AlignsEveryTensorAndLeavesNoHole()
    {
        // An odd number of float32 before an int64, as BN's num_batches_tracked follows running_var.
        Safetensors.Write(
            path,
            [
                new SafetensorsEntry("flags", SafetensorsType.BOOL, [3], new byte[3]),
                SafetensorsEntry.Of("running_var", [3], new float[3]),
                SafetensorsEntry.Of("num_batches_tracked", [], (long[])[5]),
                SafetensorsEntry.Of("weight", [1], new float[1]),
            ]
        );

        byte[] bytes = File.ReadAllBytes(path);
        int headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.That(headerLength % 8, Is.Zero);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        long end = 0;
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject())
        {
            long begin = tensor.Value.GetProperty("data_offsets")[0].GetInt64();
            Assert.That(begin, Is.EqualTo(end), tensor.Name);
            int size = Enum.Parse<SafetensorsType>(tensor.Value.GetProperty("dtype").GetString()!).ElementSize();
            Assert.That(begin % size, Is.Zero, tensor.Name);
            end = tensor.Value.GetProperty("data_offsets")[1].GetInt64();
        }

        Assert.That(bytes, Has.Length.EqualTo(8 + headerLength + end));
        Assert.That(
            header.RootElement.EnumerateObject().Select(tensor => tensor.Name),
            Is.EqualTo((string[])["num_batches_tracked", "running_var", "weight", "flags"])
        );
        Assert.That(Safetensors.Read(path).Require("num_batches_tracked").ToInt64s(), Is.EqualTo((long[])[5]));
    }

    [Test]
    public void Write_Twice_GivesTheSameBytesAndLeavesNoOtherFile()
    {
        Safetensors.Write(path, AllTypes());
        byte[] first = File.ReadAllBytes(path);

        Safetensors.Write(path, AllTypes());

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(first));
        Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo((string[])[path]));
    }

    [Test]
    public void Write_ThatFails_KeepsTheOldFile()
    {
        Safetensors.Write(path, [SafetensorsEntry.Of("old", [1], (float[])[1f])]);

        // The entries fail while they are enumerated.
        IEnumerable<SafetensorsEntry> Failing()
        {
            yield return SafetensorsEntry.Of("new", [1], (float[])[2f]);
            throw new InvalidOperationException("stop");
        }

        Assert.That(() => Safetensors.Write(path, Failing()), Throws.InvalidOperationException);
        Assert.That(Safetensors.Read(path).Find("old"), Is.Not.Null);
        Assert.That(Directory.GetFileSystemEntries(folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void Write_OntoAFolder_SaysSoAndLeavesNothingBehind()
    {
        Directory.CreateDirectory(path);

        Assert.That(
            () => Safetensors.Write(path, AllTypes()),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"'{path}' cannot be written")
        );
        Assert.That(Directory.GetFiles(folder), Is.Empty);
    }

    [Test]
    public void Write_IntoAMissingFolder_SaysSo()
    {
        string missing = Path.Combine(folder, "no", "such.safetensors");

        Assert.That(
            () => Safetensors.Write(missing, AllTypes()),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"'{missing}' cannot be written")
        );
    }

    [TestCase("")]
    [TestCase("__metadata__")]
    [TestCase("taken")]
    public void Write_NameThatCannotBe_Throws(string name)
    {
        SafetensorsEntry[] entries =
        [
            SafetensorsEntry.Of("taken", [1], (float[])[1f]),
            SafetensorsEntry.Of(name, [1], (float[])[1f]),
        ];

        Assert.That(() => Safetensors.Write(path, entries), Throws.ArgumentException);
        Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
    }

    [Test]
    public void Write_BytesThatDoNotFitTheShape_Throws()
    {
        SafetensorsEntry[] entries = [SafetensorsEntry.Of("w", [3], (float[])[1f, 2f])];

        Assert.That(() => Safetensors.Write(path, entries), Throws.ArgumentException.With.Message.Contains("'w'"));
    }

    [Test]
    public void Require_UnknownTensor_ListsWhatIsThere()
    {
        Safetensors.Write(path, [SafetensorsEntry.Of("w", [1], (float[])[1f])]);

        SafetensorsFile file = Safetensors.Read(path);

        Assert.That(file.Find("input"), Is.Null);
        Assert.That(
            () => file.Require("input"),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo($"'{path}' has no tensor 'input'; it has w.")
        );
    }

    [Test]
    public void Require_UnknownTensorOfMany_ListsTheFirst()
    {
        Safetensors.Write(path, Enumerable.Range(0, 10).Select(i => SafetensorsEntry.Of($"t{i}", [1], (float[])[i])));

        Assert.That(
            () => Safetensors.Read(path).Require("input"),
            Throws.TypeOf<BadInputException>().With.Message.EndsWith("t6, t7 and 2 more.")
        );
    }

    [Test]
    public void ToSingles_OtherType_NamesBoth()
    {
        SafetensorsEntry entry = SafetensorsEntry.Of("steps", [1], (long[])[3]);

        Assert.That(
            entry.ToSingles,
            Throws.TypeOf<BadInputException>().With.Message.EqualTo("Tensor 'steps' is I64; it must be F32.")
        );
        Assert.That(SafetensorsEntry.Of("w", [2], (float[])[1f, 2f]).ToSingles(), Is.EqualTo((float[])[1f, 2f]));
    }

    private static ImmutableArray<SafetensorsEntry> AllTypes() =>
        [
            .. Enum.GetValues<SafetensorsType>()
                .Select(type => new SafetensorsEntry(
                    $"tensor.{type}",
                    type,
                    [3, 1, 2],
                    Enumerable.Range(0, 6 * type.ElementSize()).Select(i => (byte)(i + (int)type)).ToArray()
                )),
        ];

    private void WriteRaw(string header, int dataBytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(
            path,
            [
                .. BitConverter.GetBytes((ulong)text.Length),
                .. text,
                .. Enumerable.Range(0, dataBytes).Select(i => (byte)i),
            ]
        );
    }
}
