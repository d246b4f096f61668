using System.Collections.Immutable;
using NasTransfer.Engine.Data.Matlab;

namespace NasTransfer.Engine.Tests.Data.Matlab;

public sealed class MatFileTests
{
    [Test]
    public void Parse_EmptyFile_HasNoVariables()
    {
        Assert.That(MatFile.Parse("f.mat", new MatBytes().Build()).Variables, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Parse_NumbersOfEitherByteOrder_AreRead(bool bigEndian)
    {
        MatBytes writer = new(bigEndian);
        MatFile file = MatFile.Parse(
            "f.mat",
            writer
                .Add(writer.Doubles("labels", 1, 2.5, -3))
                .Add(writer.DoublesAsBytes("small", 77, 255))
                .Add(writer.UInt16s("ids", 6765, 8189))
                .AddCompressed(writer.Doubles("packed", 4, 5))
                .AddCompressed(writer.DoublesAsBytes("after", 6))
                .Build()
        );

        Assert.That(Numbers(file, "labels"), Is.EqualTo(new[] { 1, 2.5, -3 }));
        Assert.That(Numbers(file, "small"), Is.EqualTo(new double[] { 77, 255 }));
        Assert.That(Numbers(file, "ids"), Is.EqualTo(new double[] { 6765, 8189 }));
        Assert.That(Numbers(file, "packed"), Is.EqualTo(new double[] { 4, 5 }));
        Assert.That(Numbers(file, "after"), Is.EqualTo(new double[] { 6 }));
    }

    // Array class, data type, bytes of one number, and what they mean.
    [TestCase(8u, 1u, new byte[] { 0xFE }, -2)]
    [TestCase(9u, 2u, new byte[] { 0xFE }, 254)]
    [TestCase(10u, 3u, new byte[] { 0xFE, 0xFF }, -2)]
    [TestCase(11u, 4u, new byte[] { 0xFE, 0xFF }, 65534)]
    [TestCase(12u, 5u, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2)]
    [TestCase(13u, 6u, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, 4294967294)]
    [TestCase(7u, 7u, new byte[] { 0, 0, 0x80, 0x3E }, 0.25)]
    [TestCase(14u, 12u, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2)]
    [TestCase(15u, 13u, new byte[] { 5, 0, 0, 0, 1, 0, 0, 0 }, 4294967301)]
    public void Parse_NumberOfAnyType_HasItsValue(uint arrayClass, uint type, byte[] bytes, double expected)
    {
        MatBytes writer = new();
        byte[] file = writer.Add(writer.Numbers("x", arrayClass, type, 1, bytes)).Build();

        Assert.That(Numbers(MatFile.Parse("f.mat", file), "x"), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void Parse_StructOfTextNumbersAndCells_IsRead()
    {
        MatBytes w = new();
        byte[][] Record(string id, byte number) =>
            [w.DoublesAsBytes("", number), w.Text("", id), w.Cells("", w.Text("", "a"), w.Doubles("", 1))];
        byte[] synsets = w.Struct("synsets", ["ID", "WNID", "more"], Record("n01", 3), Record("n02", 9));

        MatStruct read = (MatStruct)MatFile.Parse("f.mat", w.AddCompressed(synsets).Build()).Variables["synsets"];

        Assert.That(read.Dimensions, Is.EqualTo(new[] { 2, 1 }));
        Assert.That(read.Fields["ID"].Cast<MatNumbers>().Select(n => n.Values[0]), Is.EqualTo(new double[] { 3, 9 }));
        Assert.That(read.Fields["WNID"].Cast<MatText>().Select(t => t.Text), Is.EqualTo(new[] { "n01", "n02" }));
        MatCells cells = (MatCells)read.Fields["more"][1];
        Assert.That(((MatText)cells.Values[0]).Text, Is.EqualTo("a"));
        Assert.That(((MatNumbers)cells.Values[1]).Values, Is.EqualTo(new double[] { 1 }));
    }

    [Test]
    public void Parse_KindThatIsNotRead_IsThereWithoutContent()
    {
        MatBytes writer = new();
        byte[] file = writer.Add(writer.Matrix("sparse", 5, [3, 3], [])).Add(writer.Doubles("x", 7)).Build();

        MatFile read = MatFile.Parse("f.mat", file);

        Assert.That(read.Variables["sparse"], Is.SameAs(MatValue.Unread));
        Assert.That(Numbers(read, "x"), Is.EqualTo(new double[] { 7 }));
    }

    [Test]
    public void Parse_OtherFiles_AreBadInput()
    {
        AssertBadInput("text"u8.ToArray(), "f.mat is not a MAT file of level 5, or is truncated or damaged: it has 4");
        byte[] file = new MatBytes().Build();
        file[126] = (byte)'X';
        AssertBadInput(file, "its header has no byte order.");
        file = new MatBytes().Build();
        file[125] = 2;
        AssertBadInput(file, "its version is 0200, not 0100; save it with -v7 or -v6.");
    }

    [Test]
    public void Parse_LyingSizes_AreBadInput()
    {
        MatBytes w = new();
        AssertBadInput(w.Add(w.Matrix("x", 6, [1000, 1000], w.Element(9, new byte[8]))).Build(), "has 8 bytes");
        w = new();
        AssertBadInput(w.Add(w.Matrix("x", 6, [int.MaxValue, int.MaxValue], [])).Build(), "claims 2147483647");
        w = new();
        AssertBadInput(w.Add(w.Matrix("x", 1, [1, 100_000_000], [])).Build(), "100000000 arrays are claimed in 0");
        w = new();
        AssertBadInput(w.Add([.. w.UInt32(14), .. w.UInt32(uint.MaxValue)]).Build(), "claims 4294967295 bytes");
    }

    [Test]
    public void Parse_CellsWithinCellsWithoutEnd_IsBadInput()
    {
        MatBytes w = new();
        byte[] deep = w.Doubles("", 1);
        for (int i = 0; i < 100; i++)
        {
            deep = w.Cells("", deep);
        }

        AssertBadInput(w.Add(deep).Build(), "arrays lie more than 16 deep in each other.");
    }

    [Test]
    public void Parse_MuchThatPacksSmall_IsBadInput()
    {
        MatBytes w = new();
        byte[] zeros = w.Numbers("x", 9, 2, 20 << 20, new byte[20 << 20]);

        AssertBadInput(w.AddCompressed(zeros).Build(), "it unpacks to more than 16777216 bytes.");
    }

    [Test]
    public void Parse_FileCutAtAnyByte_HasItsWholeVariablesOrIsBadInput()
    {
        MatBytes w = new();
        byte[] file = w.Add(w.Doubles("a", 1, 2, 3))
            .AddCompressed(
                w.Struct(
                    "s",
                    ["id", "n"],
                    [
                        [w.Text("", "x1"), w.Doubles("", 1)],
                    ]
                )
            )
            .Add(w.UInt16s("b", 1, 2, 3, 4, 5))
            .Build();
        int whole = 0;
        for (int length = 0; length < file.Length; length++)
        {
            try
            {
                // Cut between two variables, it is a shorter file.
                whole += MatFile.Parse("f.mat", file.AsSpan(0, length)).Variables.Count < 3 ? 1 : 100;
            }
            catch (BadInputException exception)
            {
                Assert.That(exception.Message, Does.StartWith("f.mat is not a MAT file of level 5, or is truncated"));
            }
        }

        // Before the first, before the second, before the third variable; and in the padding at the end.
        Assert.That(whole % 100, Is.EqualTo(3));
        Assert.That(whole / 100, Is.InRange(0, 7));
    }

    [Test]
    public void WholeNumbers_MissingOrOutOfBounds_AreBadInput()
    {
        MatBytes w = new();
        MatFile file = MatFile.Parse("f.mat", w.Add(w.Doubles("x", 1, 2, 9)).Add(w.Doubles("y", 1.5)).Build());

        Assert.That(file.WholeNumbers("x", 1, 9), Is.EqualTo(new[] { 1, 2, 9 }));
        Assert.That(
            () => file.WholeNumbers("z", 1, 9),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("f.mat has no numbers under the name z; download it again.")
        );
        Assert.That(
            () => file.WholeNumbers("x", 1, 8),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("f.mat has 9 in x; all of it must be whole numbers from 1 to 8.")
        );
        Assert.That(() => file.WholeNumbers("y", 1, 8), Throws.TypeOf<BadInputException>());
    }

    // Scipy's savemat(..., do_compression=True) of {'setid': uint16 [[3, 1]], 'name': 'ab'}; the header's text is cut.
    [Test]
    public void Parse_ScipysFile_IsRead()
    {
        byte[] file = [.. new MatBytes().Build(), .. Convert.FromHexString(ScipyElements)];

        MatFile read = MatFile.Parse("f.mat", file);

        Assert.That(Numbers(read, "setid"), Is.EqualTo(new double[] { 3, 1 }));
        Assert.That(((MatText)read.Variables["name"]).Text, Is.EqualTo("ab"));
    }

    [Test]
    public void Parse_MutatedFiles_GiveVariablesOrOneError() => Fuzz(100_000);

    [Test, Explicit("Minutes.")]
    public void Parse_MillionsOfMutatedFiles_GiveVariablesOrOneError() => Fuzz(5_000_000);

    private static void Fuzz(int count)
    {
        MatBytes w = new();
        byte[] packed = w.Struct(
            "p",
            ["n"],
            [
                [w.Doubles("", 1, 2)],
            ]
        );
        byte[] file = w.Add(w.Doubles("a", 1, 2, 3))
            .Add(
                w.Struct(
                    "s",
                    ["id", "n"],
                    [
                        [w.Text("", "x1"), w.Doubles("", 1)],
                        [w.Text("", "x2"), w.Cells("")],
                    ]
                )
            )
            .AddCompressed(packed)
            .Add(w.DoublesAsBytes("b", 1, 2))
            .Build();
        Mutants.AssertAreReadOrRefused(Mutants.Of(file, count), count, mutant => MatFile.Parse("f.mat", mutant));
    }

    private static ImmutableArray<double> Numbers(MatFile file, string name) =>
        ((MatNumbers)file.Variables[name]).Values;

    private static void AssertBadInput(byte[] file, string part) =>
        Assert.That(() => MatFile.Parse("f.mat", file), Throws.TypeOf<BadInputException>().With.Message.Contains(part));

    private const string ScipyElements =
        "0F0000002C000000789CE3636060B000623620E600626E06086085F2198198094A83C48A534B325380340B1032034501365A"
        + "029B0F0000002B000000789CE36360603000623620E600621606086085F2198198094CB330E425E6A60A007989490C0C0026"
        + "8802DC";
}
