namespace NasTransfer.Study.Profiles;

/// <summary>What a verdict rests on. Shown beside the verdict, never merged with it.</summary>
public enum EvidenceLevel
{
    /// <summary>Arithmetic on the paper's printed numbers.</summary>
    L0,

    /// <summary>Somebody's published runs.</summary>
    L1,

    /// <summary>Tiny runs, or generated images: the machinery.</summary>
    L2,

    /// <summary>Reduced epochs, data or channels.</summary>
    L3,

    /// <summary>The paper's protocol on the paper's data.</summary>
    L4,
}
