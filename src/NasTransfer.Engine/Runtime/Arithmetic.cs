using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Runtime;

/// <summary>
/// Arithmetic of tensors with numbers that are there until libtorch has read them. A number that TorchSharp turns into a
/// <see cref="Scalar"/> of itself, as its operators and <c>add(Tensor)</c> do, has no reference left during the native
/// call: the collector may free it under libtorch's hands, which then computes with whatever lies there. What makes such
/// scalars is banned (build/BannedSymbols.txt); where neither these methods nor tensors do, name the scalar in a
/// <c>using</c>.
/// </summary>
internal static class Arithmetic
{
    private static readonly Scalar One = 1.ToScalar();

    extension(Tensor tensor)
    {
        /// <summary>x + y, of shapes that broadcast.</summary>
        public Tensor Plus(Tensor other) => tensor.add(other, One);

        /// <summary>x ← x + y.</summary>
        /// <returns>x.</returns>
        public Tensor Accumulate(Tensor other) => tensor.add_(other, One);

        /// <summary>x ← x + y·z.</summary>
        /// <returns>x.</returns>
        public Tensor AccumulateProduct(Tensor left, Tensor right) => tensor.addcmul_(left, right, One);

        /// <summary>x ← x + 1.</summary>
        /// <returns>x.</returns>
        public Tensor Increment() => tensor.add_(One, One);

        /// <summary>x ← x + number.</summary>
        /// <returns>x.</returns>
        public Tensor Shift(Scalar number) => tensor.add_(number, One);

        /// <summary>x · factor, element by element.</summary>
        public Tensor Times(double factor)
        {
            using Scalar number = factor.ToScalar();
            return tensor.mul(number);
        }

        /// <summary>x / divisor, element by element.</summary>
        public Tensor Over(double divisor)
        {
            using Scalar number = divisor.ToScalar();
            return tensor.div(number);
        }

        /// <summary>The one value of a tensor of floating point, any precision.</summary>
        public double Number()
        {
            using Scalar number = tensor.ToScalar();
            return number.ToDouble();
        }

        /// <summary>The one value of a tensor of integers.</summary>
        public long Integer()
        {
            using Scalar number = tensor.ToScalar();
            return number.ToInt64();
        }
    }
}
