using System.Collections.Immutable;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The end of every judgement: the protocol may make it Invalid, the level of evidence may cap it.</summary>
/// <param name="Verdict">What stands.</param>
/// <param name="Uncapped">What the same numbers would say at the paper's protocol.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Ruling(Verdict Verdict, Verdict Uncapped, string Reason)
{
    /// <param name="breaches">Of <see cref="ProtocolRule"/>.</param>
    public static Ruling Of(
        Judgement judgement,
        ImmutableArray<string> breaches,
        EvidenceLevel level,
        ClaimSubject subject
    )
    {
        if (!breaches.IsEmpty)
        {
            return new Ruling(
                Verdict.Invalid,
                Verdict.Invalid,
                $"The protocol was broken: {string.Join(" ", breaches)}"
            );
        }

        Verdict verdict = EvidenceCap.Apply(judgement.Verdict, level, subject);
        string remark = verdict == Verdict.NotTested ? "" : EvidenceCap.Remark(level, subject);
        string reason = remark.Length == 0 ? $"{judgement.Reason}." : $"{judgement.Reason}; {remark}.";
        return new Ruling(verdict, judgement.Verdict, reason);
    }
}
