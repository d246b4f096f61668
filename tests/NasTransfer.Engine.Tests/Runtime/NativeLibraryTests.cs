using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Build;
using TorchSharp;

namespace NasTransfer.Engine.Tests.Runtime;

/// <summary>
/// The build's step that makes libLibTorchSharp.so loadable where the C++ runtime is older than GCC 13's
/// (build/NativeLibrary), on the real library of the package cache and on small files made by hand.
/// </summary>
[TestFixture]
public sealed class NativeLibraryTests
{
    private const string Version = "GLIBCXX_3.4.32";

    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("nastransfer-native-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void FindRequirements_BytesThatAreNoElf_SaysSo()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => SymbolVersions.FindRequirements(new byte[100], Version));
        Assert.That(thrown.Message, Does.Contain("not a 64-bit little-endian ELF"));
    }

    [TestCase(0)]
    [TestCase(63)]
    public void FindRequirements_FewerBytesThanAHeader_SaysSo(int length) =>
        Assert.That(
            () => SymbolVersions.FindRequirements(new byte[length], Version),
            Throws.TypeOf<InvalidDataException>()
        );

    [Test]
    public void FindRequirements_ElfCutShort_SaysSo()
    {
        byte[] elf = ElfAsking(Version);
        var thrown = Assert.Throws<InvalidDataException>(() => SymbolVersions.FindRequirements(elf[..^100], Version));
        Assert.That(thrown.Message, Does.Contain("cut short"));
    }

    [Test]
    public void FindRequirements_VersionThatOnlyBeginsAlike_IsNotFound() =>
        Assert.That(SymbolVersions.FindRequirements(ElfAsking("GLIBCXX_3.4.320"), Version), Is.Empty);

    [Test]
    public void Weaken_OneVersionOfTwo_ChangesOneByteAndNoOther()
    {
        byte[] elf = ElfAsking("GLIBC_2.2.5", Version);
        byte[] weakened = [.. elf];

        Assert.That(SymbolVersions.Weaken(weakened, Version), Is.EqualTo(1));

        int[] changed = [.. Enumerable.Range(0, elf.Length).Where(i => elf[i] != weakened[i])];
        Assert.That(changed, Has.Length.EqualTo(1));
        Assert.That(weakened[changed[0]], Is.EqualTo(2), "VER_FLG_WEAK");
    }

    [Test]
    public void Weaken_Twice_ChangesNothingTheSecondTime()
    {
        byte[] elf = ElfAsking(Version);
        SymbolVersions.Weaken(elf, Version);
        byte[] once = [.. elf];

        Assert.That(SymbolVersions.Weaken(elf, Version), Is.Zero);
        Assert.That(elf, Is.EqualTo(once));
    }

    [Test]
    public void HostDefines_NoRuntimeFound_CountsAsYes() =>
        Assert.That(SymbolVersions.HostDefines(Version, [Path.Combine(folder, "absent.so")]), Is.True);

    [Test]
    public void HostDefines_VersionThatOnlyBeginsAlike_IsNo() =>
        Assert.That(SymbolVersions.HostDefines(Version, [Runtime("GLIBCXX_3.4.3", "GLIBCXX_3.4.321")]), Is.False);

    [Test]
    public void Make_HostDefinesTheVersion_LeavesTheLibraryAlone()
    {
        string library = Write("library.so", ElfAsking(Version));
        string copy = Path.Combine(folder, "loadable", "library.so");

        LoadableCopyOutcome outcome = LoadableCopy.Make(library, Version, copy, [Runtime("GLIBCXX_3.4.31", Version)]);

        Assert.That(outcome, Is.EqualTo(LoadableCopyOutcome.HostDefinesVersion));
        Assert.That(copy, Does.Not.Exist);
    }

    [Test]
    public void Make_HostHasLearntTheVersion_RemovesTheCopyOfEarlier()
    {
        string library = Write("library.so", ElfAsking(Version));
        string copy = Path.Combine(folder, "loadable", "library.so");
        LoadableCopy.Make(library, Version, copy, [Runtime("GLIBCXX_3.4.30")]);
        Assert.That(copy, Does.Exist);

        LoadableCopy.Make(library, Version, copy, [Runtime("GLIBCXX_3.4.30", Version)]);

        Assert.That(copy, Does.Not.Exist);
    }

    [Test]
    public void Make_LibraryThatDoesNotInsist_LeavesItAlone()
    {
        string library = Write("library.so", ElfAsking("GLIBC_2.2.5"));
        string copy = Path.Combine(folder, "loadable", "library.so");

        LoadableCopyOutcome outcome = LoadableCopy.Make(library, Version, copy, [Runtime("GLIBCXX_3.4.30")]);

        Assert.That(outcome, Is.EqualTo(LoadableCopyOutcome.NotRequired));
        Assert.That(copy, Does.Not.Exist);
    }

    [Test]
    public void Make_DestinationIsALinkIntoTheCache_ReplacesTheLinkAndNotTheCache()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("The step runs on Linux.");
        }

        string library = Write("library.so", ElfAsking(Version));
        string before = Hash(library);
        string copy = Path.Combine(folder, "copy.so");
        HardLink(library, copy);

        LoadableCopyOutcome outcome = LoadableCopy.Make(library, Version, copy, [Runtime("GLIBCXX_3.4.30")]);

        Assert.That(outcome, Is.EqualTo(LoadableCopyOutcome.Written));
        Assert.That(Hash(library), Is.EqualTo(before));
        Assert.That(Hash(copy), Is.Not.EqualTo(before));
    }

    [Test]
    public void Make_CopyThatIsStale_WritesItAgain()
    {
        string library = Write("library.so", ElfAsking(Version));
        string copy = Write("copy.so", ElfAsking("GLIBC_2.2.5"));

        Assert.That(
            LoadableCopy.Make(library, Version, copy, [Runtime("GLIBCXX_3.4.30")]),
            Is.EqualTo(LoadableCopyOutcome.Written)
        );
        Assert.That(SymbolVersions.FindRequirements(File.ReadAllBytes(copy), Version), Has.Count.EqualTo(1));
    }

    [Test]
    public void Make_RealLibraryOnAnOlderHost_WritesAWeakCopyOnceAndLeavesTheCacheAlone()
    {
        string library = PackagedLibrary();
        string before = Hash(library);
        string copy = Path.Combine(folder, "loadable", "libLibTorchSharp.so");
        string[] older = [Runtime("GLIBCXX_3.4.30")];

        Assert.That(LoadableCopy.Make(library, Version, copy, older), Is.EqualTo(LoadableCopyOutcome.Written));
        DateTime written = File.GetLastWriteTimeUtc(copy);
        Assert.That(LoadableCopy.Make(library, Version, copy, older), Is.EqualTo(LoadableCopyOutcome.UpToDate));

        byte[] elf = File.ReadAllBytes(copy);
        Assert.That(File.GetLastWriteTimeUtc(copy), Is.EqualTo(written), "an equal copy is not touched");
        Assert.That(elf[SymbolVersions.FindRequirements(elf, Version).Single()], Is.EqualTo(2), "VER_FLG_WEAK");
        Assert.That(Hash(library), Is.EqualTo(before), "the package cache");
        Assert.That(
            LoadableCopy.Make(copy, Version, Path.Combine(folder, "again.so"), older),
            Is.EqualTo(LoadableCopyOutcome.NotRequired),
            "a weakened library needs no second treatment"
        );
    }

    /// <summary>
    /// The weak mark is sound only while no relocation wants a symbol of that version. Read here a second way, straight
    /// from the relocation and symbol-version tables.
    /// </summary>
    [Test]
    public void RealLibrary_Relocations_NeverReferToTheWeakenedVersion()
    {
        byte[] elf = File.ReadAllBytes(PackagedLibrary());
        int flags = SymbolVersions.FindRequirements(elf, Version).Single();
        ushort version = BitConverter.ToUInt16(elf, flags + 2);

        const uint Rela = 4;
        const uint GnuVersions = 0x6fffffff;
        List<(uint Type, int Offset, int Size)> sections = Sections(elf);
        int versions = sections.Single(section => section.Type == GnuVersions).Offset;
        int[] symbols =
        [
            .. sections
                .Where(section => section.Type == Rela)
                .SelectMany(section => Enumerable.Range(0, section.Size / 24).Select(i => section.Offset + 24 * i))
                .Select(entry => (int)(BitConverter.ToUInt64(elf, entry + 8) >> 32)),
        ];

        Assert.That(symbols, Has.Length.GreaterThan(1000), "the library's relocations were found");
        Assert.That(
            symbols.Select(symbol => BitConverter.ToUInt16(elf, versions + 2 * symbol)),
            Has.None.EqualTo(version)
        );
    }

    [Test]
    public void RealLibrary_OnThisMachine_LoadsAsBuiltAndOnlyWhereNeededWeakened()
    {
        Assert.That(torch.ones(3).sum().item<float>(), Is.EqualTo(3), "the library in this output loads and computes");

        bool defined = SymbolVersions.HostDefines(Version, SymbolVersions.HostCppRuntimes());
        string inOutput = Path.Combine(
            TestContext.CurrentContext.TestDirectory,
            "runtimes",
            "linux-x64",
            "native",
            "libLibTorchSharp.so"
        );
        Assert.That(inOutput, Does.Exist);
        Assert.That(Hash(inOutput) == Hash(PackagedLibrary()), Is.EqualTo(defined));

        // libtorch is in the process by now, so the packaged file finds everything but the missing version.
        bool loads = NativeLibrary.TryLoad(PackagedLibrary(), out nint handle);
        if (loads)
        {
            NativeLibrary.Free(handle);
        }

        Assert.That(loads, Is.EqualTo(defined));
    }

    /// <summary>The file as TorchSharp's package brings it, in the package cache.</summary>
    private static string PackagedLibrary()
    {
        string root = typeof(NativeLibraryTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "NuGetPackageRoot")
            .Value!;
        string version = typeof(torch)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        string library = Path.Combine(
            root,
            "torchsharp",
            version,
            "runtimes",
            "linux-x64",
            "native",
            "libLibTorchSharp.so"
        );
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Ignore("The step concerns x86-64 Linux.");
        }

        Assert.That(library, Does.Exist);
        return library;
    }

    /// <summary>A file with the version names of a C++ runtime.</summary>
    private string Runtime(params string[] versions) =>
        Write("libstdc++.so.6", Encoding.ASCII.GetBytes($"\0{string.Join('\0', versions)}\0"));

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static void HardLink(string existing, string link) =>
        Assert.That(Link(existing, link), Is.Zero, "link(2) succeeded");

    [DllImport("libc", EntryPoint = "link")]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string existing,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string link
    );

    private static List<(uint Type, int Offset, int Size)> Sections(byte[] elf)
    {
        int table = (int)BitConverter.ToInt64(elf, 0x28);
        return
        [
            .. Enumerable
                .Range(0, BitConverter.ToUInt16(elf, 0x3C))
                .Select(i => table + 64 * i)
                .Select(section =>
                    (
                        BitConverter.ToUInt32(elf, section + 4),
                        (int)BitConverter.ToInt64(elf, section + 0x18),
                        (int)BitConverter.ToInt64(elf, section + 0x20)
                    )
                ),
        ];
    }

    /// <summary>The smallest ELF that asks one library for versions: header, two sections, requirements, names.</summary>
    private static byte[] ElfAsking(params string[] versions)
    {
        const int Header = 64;
        const int Entry = 64;
        int requirements = Header + 2 * Entry;
        int names = requirements + 16 + 16 * versions.Length;
        byte[] strings = Encoding.ASCII.GetBytes($"\0libstdc++.so.6\0{string.Join('\0', versions)}\0");
        byte[] elf = new byte[names + strings.Length];
        byte[] magic = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        magic.CopyTo(elf, 0);
        BitConverter.TryWriteBytes(elf.AsSpan(0x28), (long)Header);
        BitConverter.TryWriteBytes(elf.AsSpan(0x3A), (ushort)Entry);
        BitConverter.TryWriteBytes(elf.AsSpan(0x3C), (ushort)2);

        // Section 0: .gnu.version_r, whose names are in section 1.
        BitConverter.TryWriteBytes(elf.AsSpan(Header + 4), 0x6ffffffeu);
        BitConverter.TryWriteBytes(elf.AsSpan(Header + 0x18), (long)requirements);
        BitConverter.TryWriteBytes(elf.AsSpan(Header + 0x28), 1);
        BitConverter.TryWriteBytes(elf.AsSpan(Header + Entry + 4), 3u);
        BitConverter.TryWriteBytes(elf.AsSpan(Header + Entry + 0x18), (long)names);

        // One library, and its versions as a list of 16 bytes each: hash, flags, index, name, next.
        BitConverter.TryWriteBytes(elf.AsSpan(requirements + 2), (ushort)versions.Length);
        BitConverter.TryWriteBytes(elf.AsSpan(requirements + 4), 1);
        BitConverter.TryWriteBytes(elf.AsSpan(requirements + 8), 16);
        int name = "\0libstdc++.so.6\0".Length;
        for (int i = 0; i < versions.Length; i++)
        {
            int entry = requirements + 16 + 16 * i;
            BitConverter.TryWriteBytes(elf.AsSpan(entry + 8), name);
            BitConverter.TryWriteBytes(elf.AsSpan(entry + 12), i + 1 < versions.Length ? 16 : 0);
            name += versions[i].Length + 1;
        }

        strings.CopyTo(elf, names);
        return elf;
    }
}
