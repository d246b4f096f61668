using NasTransfer.Claims.Observations;
using NasTransfer.Engine;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Claims.Tests.Observations;

[TestFixture]
public sealed class ObservationCsvTests
{
    private const string Header =
        "source,proxy,target,method,search_seed,augment_seed,cells,drop_path,auxiliary,cutout,top1";

    private const string Darts = "CIFAR10,,ImageNet1K,DARTS,1,2,20,0,0,0,71.58";

    [Test]
    public void Read_NoFile_NamesIt()
    {
        Assert.That(
            () => ObservationCsv.Read("nowhere.csv"),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("There is no file 'nowhere.csv'; it must be a CSV file of results.")
        );
    }

    [Test]
    public void Read_AnEmptyFile_IsRefused()
    {
        Assert.That(() => Read(""), Throws.TypeOf<BadInputException>().With.Message.Contains("empty"));
    }

    [Test]
    public void Read_OnlyColumns_IsNoObservation()
    {
        Assert.That(Read(Header).Observations, Is.Empty);
    }

    [Test]
    public void Read_RequiredColumnsOnly_ReportsTheOthersAsMissing()
    {
        ObservationFile file = Read($"{Header}\n{Darts}");

        Observation run = file.Observations.Single();
        Assert.That(file.Missing, Is.EqualTo(ResultsColumn.Optional));
        Assert.That(run.Top1Last, Is.EqualTo(71.58));
        Assert.That(run.Proxy, Is.Null);
        Assert.That(run.Genotype, Is.Null);
        Assert.That(run.Top1Best, Is.NaN);
        Assert.That(run.Parameters, Is.Null);
        Assert.That(run.Tricks, Is.EqualTo(TrainingTricks.None));
    }

    [Test]
    public void Read_EveryColumn_IsTheWholeObservation()
    {
        string genotype = PublishedGenotypes.DartsV2.ToText(GenotypeTextForm.Flat);
        string header = string.Join(',', ResultsColumn.All);

        ObservationFile file = Read(
            $"{header}\r\nimagenet1k,imnet1k p1,ImageNet1K,nao,3,2,40,1,true,false,64.98,direct,1,\"{genotype}\",65.20,false,4700000,5.2e8,128000,1.5e15,3600.5,1200000,2e18,7200\r\n"
        );

        Assert.That(file.Missing, Is.Empty);
        Assert.That(
            file.Observations.Single(),
            Is.EqualTo(
                new Observation
                {
                    Experiment = "direct",
                    Source = "ImageNet1K",
                    Proxy = "ImNet1K P1",
                    Target = "ImageNet1K",
                    Method = "NAO",
                    SearchSeed = 3,
                    AugmentSeed = 2,
                    Cells = 40,
                    Tricks = TrainingTricks.DropPath | TrainingTricks.AuxiliaryHead | TrainingTricks.LabelSmoothing,
                    Genotype = PublishedGenotypes.DartsV2,
                    Top1Last = 64.98,
                    Top1Best = 65.20,
                    Parameters = 4_700_000,
                    Macs = 520_000_000,
                    SearchImages = 128_000,
                    SearchMacs = 1.5e15,
                    SearchSeconds = 3600.5,
                    AugmentImages = 1_200_000,
                    AugmentMacs = 2e18,
                    AugmentSeconds = 7200,
                }
            )
        );
    }

    [Test]
    public void Read_ADivergedRun_NeedsNoAccuracy()
    {
        Observation run = Read($"{Header},diverged\nCIFAR10,,ImageNet1K,DARTS,1,2,20,0,0,0,,1").Observations.Single();

        Assert.That(run.Diverged, Is.True);
        Assert.That(run.Top1Last, Is.NaN);
    }

    // Each line: what stands in line 3, and what the one sentence must name.
    [TestCase("CIFAR10,,ImageNet1K,DARTZ,2,2,20,0,0,0,70", "method is 'DARTZ'")]
    [TestCase("CIFAR10,,ImageNet1K,,2,2,20,0,0,0,70", "method is ''")]
    [TestCase("CIFAR11,,ImageNet1K,DARTS,2,2,20,0,0,0,70", "source is 'CIFAR11'")]
    [TestCase(",,ImageNet1K,DARTS,2,2,20,0,0,0,70", "source is ''")]
    [TestCase("CIFAR10,,ImageNet1K,RandomSampling,2,2,20,0,0,0,70", "must be empty")]
    [TestCase("CIFAR10,,ImageNet,DARTS,2,2,20,0,0,0,70", "target is 'ImageNet'")]
    [TestCase("CIFAR10,,,DARTS,2,2,20,0,0,0,70", "target is ''")]
    [TestCase("CIFAR10,P1,ImageNet1K,DARTS,2,2,20,0,0,0,70", "proxy is 'P1'")]
    [TestCase("CIFAR10,ImNet1K P1,ImageNet1K,DARTS,2,2,20,0,0,0,70", "this one is of ImageNet1K")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,-1,2,20,0,0,0,70", "search_seed is '-1'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,1.5,2,20,0,0,0,70", "search_seed is '1.5'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,,20,0,0,0,70", "augment_seed is ''")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,0,0,0,0,70", "cells is '0'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,yes,0,0,70", "drop_path is 'yes'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,0,0,,70", "cutout is ''")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,0,0,0,", "top1 is ''")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,0,0,0,seventy", "top1 is 'seventy'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,0,0,0,NaN", "top1 is 'NaN'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,0,0,0,101", "top1 is '101'")]
    [TestCase("CIFAR10,,ImageNet1K,DARTS,2,2,20,0,0,0", "10 fields")]
    [TestCase(Darts, "the same run as line 2")]
    public void Read_AWrongLine_IsRefusedByFileAndLineInOneSentence(string line, string named)
    {
        Assert.That(
            () => Read($"{Header}\n{Darts}\n{line}"),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.StartsWith("results.csv, line 3: ")
                .And.Message.Contains(named)
                .And.Message.EndsWith(".")
        );
    }

    [TestCase("top1best", "70", "there is no column 'top1best'")]
    [TestCase("top1", "70", "the column 'top1' is there twice")]
    [TestCase("top1_best", "70", "top1_best is '70'; it must be at least top1")]
    [TestCase("parameters", "-5", "parameters is '-5'")]
    [TestCase("search_seconds", "Infinity", "search_seconds is 'Infinity'")]
    [TestCase("genotype", "DARTS", "The genotype is wrong at character")]
    public void Read_AnExtraColumn_IsCheckedAsWell(string column, string value, string named)
    {
        Assert.That(
            () => Read($"{Header},{column}\n{Darts},{value}"),
            Throws.TypeOf<BadInputException>().With.Message.Contains(named)
        );
    }

    [Test]
    public void Read_AMissingColumn_IsNamed()
    {
        Assert.That(
            () => Read(Header.Replace(",cells", "")),
            Throws.TypeOf<BadInputException>().With.Message.Contains("the column 'cells' is missing")
        );
    }

    [Test]
    public void Read_AStrayQuotationMark_IsRefused()
    {
        Assert.That(
            () => Read($"{Header}\nCIFAR\"10,,ImageNet1K,DARTS,1,2,20,0,0,0,70"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("line 2: a quotation mark")
        );
    }

    [Test]
    public void Read_SharesInPlaceOfPercent_AreRefused()
    {
        Assert.That(
            () => Read($"{Header}\n{Darts.Replace("71.58", "0.7158")}"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("percent")
        );
    }

    [Test]
    public void Read_TheSameSeedsAtOtherCells_AreOtherRuns()
    {
        Assert.That(Read($"{Header}\n{Darts}\n{Darts.Replace(",20,", ",40,")}").Observations, Has.Length.EqualTo(2));
    }

    private static ObservationFile Read(string text) => ObservationCsv.Read(new StringReader(text), "results.csv");
}
