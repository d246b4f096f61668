using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// Things of all kinds in their surroundings: a class is a body, a part on it, a pattern and inks, and is met more often in
/// some surroundings than in others. Size, place, number and light vary more than among <see cref="ObjectsFamily"/>.
/// </summary>
internal sealed class PhotographsFamily : IImageFamily
{
    public int MaximumClasses => Recipes.Count;

    public IImageClasses Classes(ulong seed) => new PhotographClasses(new Recipes(seed));

    private sealed class PhotographClasses(Recipes recipes) : IImageClasses
    {
        public string Name(int label) => recipes.Of(label).Name;

        public IScene Compose(int label, CounterRandom random, int difficulty) =>
            CompositeThing.Photograph(recipes.Of(label), random, difficulty);
    }
}

/// <summary>Recipes in an order that a seed decides, no two alike.</summary>
internal sealed class Recipes(ulong seed)
{
    private static readonly Shape[] Parts = [Shape.Disc, Shape.Bars, Shape.Triangle, Shape.Cross];
    private static readonly Surroundings[] Places = Enum.GetValues<Surroundings>();

    private readonly int[] order = new CounterRandom(seed, "photographs").Permutation(Count);

    public static int Count => ShapeOutline.All.Length * Parts.Length * TexturePattern.All.Length * Inks.Pairs.Length;

    public Recipe Of(int number)
    {
        int code = order[number];
        Shape body = ShapeOutline.All[code % ShapeOutline.All.Length];
        code /= ShapeOutline.All.Length;
        Texture texture = TexturePattern.All[code % TexturePattern.All.Length];
        code /= TexturePattern.All.Length;
        Inks inks = Inks.Pairs[code % Inks.Pairs.Length];
        Shape part = Parts[code / Inks.Pairs.Length];
        return new Recipe(body, part, texture, inks, Places[(number + number / Places.Length) % Places.Length]);
    }
}
