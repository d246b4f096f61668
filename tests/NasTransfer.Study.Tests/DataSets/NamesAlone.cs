using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine.Data;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.DataSets;

/// <summary>
/// The paper's sets without an image: as many classes as they have, a few files in each, which nobody can open. Enough for
/// a plan.
/// </summary>
internal sealed class NamesAlone : IDataSource
{
    private const int FilesInAClass = 10;

    private static readonly ImmutableDictionary<string, int> Classes = new Dictionary<string, int>
    {
        ["MIT67"] = 67,
        ["FLOWERS102"] = 102,
        ["CIFAR10"] = 10,
        ["CIFAR100"] = 100,
        ["ImageNet1K"] = 1000,
        ["ImageNet22K"] = 21841,
    }.ToImmutableDictionary();

    private readonly Dictionary<string, StudyDataSet> sets = [];

    public string Kind => "real";

    public StudyDataSet Load(DataSetProfile profile)
    {
        if (!sets.TryGetValue(profile.Role, out StudyDataSet? set))
        {
            Names train = Named(profile, "train");
            Names test = Named(profile, profile.ReportedSplit);
            set = new StudyDataSet(profile.Role, profile.Role, train, test, IsGenerated: false, StandIn: null, []);
            sets[profile.Role] = set;
        }

        return set;
    }

    private static Names Named(DataSetProfile profile, string split)
    {
        ImmutableArray<string> classes =
        [
            .. Enumerable.Range(0, Classes[profile.Role]).Select(i => i.ToString("D5", CultureInfo.InvariantCulture)),
        ];
        return new Names(
            $"{profile.Role}/{split}",
            profile.Size,
            classes,
            [.. Enumerable.Range(0, classes.Length * FilesInAClass)]
        );
    }

    private sealed class Names(string name, int size, ImmutableArray<string> classes, int[] files) : IImageSource
    {
        public string Name => name;

        public int Size => size;

        public ImmutableArray<string> Classes => classes;

        public int Count => files.Length;

        public string Fingerprint { get; } = CanonicalJson.Sha256(string.Join('\n', [name, .. files]));

        public bool HoldsPhotographs => true;

        public int Label(int index) => files[index] / FilesInAClass;

        public string File(int index) => Text($"{name}/{classes[Label(index)]}/{files[index] % FilesInAClass}.jpg");

        public string Digest(int index) => File(index);

        public IImageSource Select(IReadOnlyList<int> indices, string part) =>
            new Names(part, size, classes, [.. indices.Select(index => files[index])]);

        public ImageOrder InOrder() => ImageOrder.AnyWay([.. Enumerable.Range(0, Count)]);

        public ImageOrder Shuffled(ulong seed, int epoch) => ImageOrder.AnyWay(ImageOrder.Random(Count, seed, epoch));

        public IImageFeed Feed(ImageOrder order, int first, bool background) =>
            throw new NotSupportedException("There is nothing but names.");

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
