using NasTransfer.Study.Execution.Slurm;

namespace NasTransfer.Study.Tests.Execution.Slurm;

[TestFixture]
public sealed class ArrayNameTests
{
    [Test]
    public void Parse_WhatItWrites_IsItself()
    {
        ArrayName name = new("0123abcd", 12, 3);

        Assert.That($"{name}", Is.EqualTo("nastransfer-0123abcd-12-3"));
        Assert.That(ArrayName.Parse($"{name}"), Is.EqualTo(name));
    }

    [TestCase("")]
    [TestCase("nastransfer-0123abcd-12")]
    [TestCase("nastransfer-0123abcd-12-3-4")]
    [TestCase("nastransfer-0123abcd-12-x")]
    [TestCase("my-nastransfer-0123abcd-12-3")]
    public void Parse_AnotherName_IsNothing(string name) => Assert.That(ArrayName.Parse(name), Is.Null);
}
