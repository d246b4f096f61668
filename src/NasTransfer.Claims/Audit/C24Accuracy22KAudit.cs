using NasTransfer.Claims.Paper;

namespace NasTransfer.Claims.Audit;

/// <summary>C24 (text of Fig. 3): NAO from CIFAR10 has 30.91 on 22K, above Project Adam's 29.8 and below WRN-50-4-2's 36.9.</summary>
internal static class C24Accuracy22KAudit
{
    private const double ProjectAdam = 29.8;
    private const double WideResNet = 36.9;

    public static ClaimAudit Audit()
    {
        double random = ImpliedAccuracy.On22K.Value;
        return ClaimAudit.OfExperiment(
            "C24",
            $"The order is as stated, and {Printed.Plain(ImpliedAccuracy.Nao22K)} at an RI of {Printed.Plain(Printed.Improvement(Printed.Cifar10, Printed.ImageNet22K, Printed.Nao))} % implies {Printed.Plain(random)} for random sampling; only a run of the paper's protocol can say whether 30.91 comes out.",
            [
                Printed.Better("NAO above Project Adam", ImpliedAccuracy.Nao22K, ProjectAdam),
                Printed.Better("WRN-50-4-2 above NAO", WideResNet, ImpliedAccuracy.Nao22K),
            ],
            [
                .. PaperTable2
                    .Cells.Where(cell => cell.Target == Printed.ImageNet22K)
                    .Select(cell =>
                        Printed.Better(
                            $"{cell.Method} from {cell.Source} above Project Adam, by its RI",
                            random * (1 + cell.Value / 100),
                            ProjectAdam
                        )
                    ),
                Printed.Better("random sampling above Project Adam", random, ProjectAdam),
            ]
        );
    }
}
