namespace NasTransfer.Study.Tests;

/// <summary>A small profile, and a file that holds it or a change of it.</summary>
internal static class ProfileText
{
    public const string Small = """
        {
          "name": "small",
          "evidenceLevel": "L2",
          "network": { "channels": 4 },
          "methods": { "DARTS": { "epochs": 1, "batchSize": 8, "channels": 4, "cells": 3, "alphaLearningRate": 0.01 } },
          "augment": { "batchSize": 16 },
          "dataSets": {
            "CIFAR10": {
              "folder": "cifar10", "size": 8, "classes": 2, "imagesPerClass": 8, "testImagesPerClass": 4,
              "searchImages": 12, "augmentEpochs": 1, "generated": { "seed": 1, "difficulty": 0.2 }
            },
            "CIFAR100": {
              "folder": "c100", "standIn": "something else", "size": 8, "classes": 4, "imagesPerClass": 4,
              "testImagesPerClass": 2, "augmentEpochs": 1, "generated": { "seed": 2, "difficulty": 0.2 }
            },
            "ImageNet1K": {
              "folder": "in1k", "reportedSplit": "val", "size": 8, "classes": 3, "imagesPerClass": 4,
              "testImagesPerClass": 2, "augmentEpochs": 2, "generated": { "seed": 3, "difficulty": 0.4 }
            }
          },
          "counts": { "searches": 2, "random": 3, "spread": 4, "ablations": 1 },
          "cells": { "20": 3, "40": 4, "60": 5 }
        }
        """;

    /// <summary>A file with the small profile, in which <paramref name="old"/> reads <paramref name="replacement"/>.</summary>
    public static string File(string old = "", string replacement = "")
    {
        if (old.Length > 0 && !Small.Contains(old, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The small profile does not hold {old}.", nameof(old));
        }

        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.json");
        System.IO.File.WriteAllText(path, old.Length > 0 ? Small.Replace(old, replacement) : Small);
        return path;
    }
}
