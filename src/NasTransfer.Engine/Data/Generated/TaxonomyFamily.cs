using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// The things of <see cref="PhotographsFamily"/>, and among them classes that are kinds of others, as a taxonomy that labels
/// its inner nodes has: one class in four is a body with its part in whatever pattern and inks.
/// </summary>
internal sealed class TaxonomyFamily : IImageFamily
{
    private const int KindEvery = 4;

    public int MaximumClasses => Recipes.Count;

    public IImageClasses Classes(ulong seed) => new TaxonomyClasses(new Recipes(seed));

    private sealed class TaxonomyClasses(Recipes recipes) : IImageClasses
    {
        public string Name(int label)
        {
            Recipe recipe = recipes.Of(label);
            return IsKind(label)
                ? $"kind {label / KindEvery}: {recipe.Body.Words()} with {recipe.Part.Words()}"
                : recipe.Name;
        }

        public IScene Compose(int label, CounterRandom random, int difficulty)
        {
            Recipe recipe = recipes.Of(label);
            return CompositeThing.Photograph(
                IsKind(label)
                    ? recipe with
                    {
                        Texture = random.Pick(TexturePattern.All),
                        Inks = random.Pick(Inks.Pairs),
                    }
                    : recipe,
                random,
                difficulty
            );
        }

        private static bool IsKind(int label) => (label + label / KindEvery) % KindEvery == KindEvery - 1;
    }
}
