using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>How a thing is made: a patterned body, and a plain part on one side of it.</summary>
internal readonly record struct Recipe(Shape Body, Shape Part, Texture Texture, Inks Inks, Surroundings Surroundings)
{
    public string Name => $"{Inks.Name} {Texture.Words()} {Body.Words()} with {Part.Words()}";
}

/// <summary>Where a thing is mostly met.</summary>
internal enum Surroundings
{
    Anywhere,
    Outdoors,
    Dark,
    Busy,
}

/// <summary>A thing as a photograph shows it: from near or far, whole or cut off, one or several, before its surroundings.</summary>
internal static class CompositeThing
{
    /// <summary>An image of a thing of this recipe.</summary>
    public static IScene Photograph(Recipe recipe, CounterRandom random, int difficulty)
    {
        if (random.NextInt(1024) < difficulty)
        {
            recipe = recipe with { Inks = random.Pick(Inks.Pairs) };
        }

        if (random.NextInt(640) < difficulty)
        {
            recipe = recipe with { Surroundings = random.Pick(Enum.GetValues<Surroundings>()) };
        }

        List<Patterned> things = [];
        int spread = 100 + difficulty;
        int radius = Canvas.Side * (270 + random.Between(-spread / 2, spread / 2)) / 1000;
        int reach = Canvas.Side * spread / 900;
        Add(
            things,
            recipe,
            Canvas.Side / 2 + random.Between(-reach, reach),
            Canvas.Side / 2 + random.Between(-reach, reach),
            radius,
            random,
            difficulty
        );
        if (random.NextInt(768) < difficulty)
        {
            Add(
                things,
                recipe,
                random.NextInt(Canvas.Side),
                random.NextInt(Canvas.Side),
                radius * random.Between(50, 80) / 100,
                random,
                difficulty
            );
        }

        int clutter = recipe.Surroundings == Surroundings.Busy ? difficulty * 2 : difficulty / 2;
        return new Photo(
            [.. things, .. Patterned.Clutter(random, clutter)],
            Backdrop.Draw(recipe.Surroundings, random, difficulty),
            Light: 256 + random.Between(-difficulty * 2 / 5, difficulty * 2 / 5)
        );
    }

    private static void Add(
        List<Patterned> things,
        Recipe recipe,
        int x,
        int y,
        int radius,
        CounterRandom random,
        int difficulty
    )
    {
        int jitter = 12 + difficulty * 40 / 256;
        int turn = random.Between(-difficulty, difficulty);
        Colour first = recipe.Inks.First.Jitter(random, jitter);
        Colour second = recipe.Inks.Second.Jitter(random, jitter);
        // The part sits at the upper right of the body, or at the upper left, and turns with it.
        int away = turn - Wave.Turn * (random.NextInt(2) == 0 ? 1 : 3) / 8;
        int partX = x + (int)((long)radius * 11 / 10 * Wave.Cosine(away) >> Wave.Bits);
        int partY = y + (int)((long)radius * 11 / 10 * Wave.Sine(away) >> Wave.Bits);
        things.Add(
            new Patterned(
                recipe.Part,
                Texture.Plain,
                new Placement(partX, partY, radius * 45 / 100, turn),
                second,
                second,
                0
            )
        );
        things.Add(
            new Patterned(
                recipe.Body,
                recipe.Texture,
                new Placement(x, y, radius, turn),
                first,
                second,
                random.NextInt(Placement.Unit)
            )
        );
    }

    /// <summary>What is behind: two bands with a line between, or one ground, and how it is lit.</summary>
    private sealed record Backdrop(Ground Upper, Ground Lower, int Line, int Slope, int Light)
    {
        public static Backdrop Draw(Surroundings surroundings, CounterRandom random, int difficulty)
        {
            Ground upper = Ground.Draw(random, difficulty).Greyer(160);
            Ground lower = Ground.Draw(random, difficulty).Greyer(160);
            bool banded = surroundings == Surroundings.Outdoors;
            return new Backdrop(
                banded ? upper with { From = upper.From.Mix(new Colour(150, 190, 235), 160) } : upper,
                banded ? lower with { From = lower.From.Mix(new Colour(90, 120, 60), 128) } : lower,
                banded ? Canvas.Side * random.Between(350, 750) / 1000 : Canvas.Side * 2,
                random.Between(-40, 40),
                surroundings == Surroundings.Dark ? 130 : 256
            );
        }

        public Colour At(int x, int y) =>
            (y < Line + (x - Canvas.Side / 2) * Slope / 256 ? Upper : Lower).At(x, y).Scale(Light);
    }

    private sealed record Photo(Patterned[] Things, Backdrop Backdrop, int Light) : IScene
    {
        public Colour At(int x, int y)
        {
            foreach (Patterned thing in Things)
            {
                if (thing.TryAt(x, y, out Colour colour, out int u, out int v))
                {
                    // Lit from above.
                    return colour.Scale(Light - (u + 2 * v) * 32 / Placement.Unit);
                }
            }

            return Backdrop.At(x, y).Scale(Light);
        }
    }
}
