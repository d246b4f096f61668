// Compiled twice: as an inline MSBuild task (build/Libtorch.targets) and, with NATIVE_LIBRARY_TESTS defined, into
// NasTransfer.Engine.Tests. MSBuild compiles it with an old language version, so it keeps to C# 7.3.

#if NATIVE_LIBRARY_TESTS
#nullable disable
#pragma warning disable IDE0005, IDE0161 // Implicit usings and file-scoped namespaces are newer than C# 7.3.
#endif

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace NasTransfer.Build
{
    /// <summary>
    /// Marks one required symbol version of a 64-bit little-endian ELF library as weak, so that the dynamic linker only
    /// notes its absence instead of refusing the library. Sound only where no relocation refers to that version, which
    /// is so for GLIBCXX_3.4.32 in libLibTorchSharp.so.
    /// </summary>
    public static class SymbolVersions
    {
        // ELF constants: System V ABI and the GNU symbol-versioning extension.
        private const int SectionTableOffset = 0x28;
        private const int SectionEntrySize = 0x3A;
        private const int SectionType = 4;
        private const int SectionFileOffset = 0x18;
        private const int SectionLink = 0x28;
        private const uint GnuVersionRequirements = 0x6ffffffe;
        private const ushort WeakFlag = 0x2;

        /// <summary>Offsets of the <c>vna_flags</c> of every requirement of <paramref name="version"/>.</summary>
        /// <exception cref="InvalidDataException">The bytes are no whole 64-bit little-endian ELF file.</exception>
        public static IReadOnlyList<int> FindRequirements(byte[] elf, string version)
        {
            try
            {
                return Find(elf, version);
            }
            catch (Exception e) when (e is ArgumentException || e is IndexOutOfRangeException || e is OverflowException)
            {
                throw new InvalidDataException("The library is cut short: a table lies beyond its end.", e);
            }
        }

        /// <summary>Sets the weak flag on every requirement of <paramref name="version"/>.</summary>
        /// <returns>How many requirements were changed: 0 when there is none, or all are weak already.</returns>
        public static int Weaken(byte[] elf, string version)
        {
            int changed = 0;
            foreach (int flags in FindRequirements(elf, version))
            {
                if ((elf[flags] & WeakFlag) == 0)
                {
                    elf[flags] |= (byte)WeakFlag;
                    changed++;
                }
            }

            return changed;
        }

        /// <summary>Whether one of the C++ runtimes found defines <paramref name="version"/>; none found counts as yes.</summary>
        public static bool HostDefines(string version, IEnumerable<string> cppRuntimes)
        {
            byte[] wanted = Encoding.ASCII.GetBytes("\0" + version + "\0");
            bool any = false;
            foreach (string path in cppRuntimes)
            {
                if (!File.Exists(path))
                {
                    continue;
                }

                any = true;
                if (IndexOf(File.ReadAllBytes(path), wanted) >= 0)
                {
                    return true;
                }
            }

            return !any;
        }

        /// <summary>Where Linux distributions keep the C++ runtime of x86-64 programs.</summary>
        public static IEnumerable<string> HostCppRuntimes()
        {
            yield return "/usr/lib/x86_64-linux-gnu/libstdc++.so.6";
            yield return "/lib/x86_64-linux-gnu/libstdc++.so.6";
            yield return "/usr/lib64/libstdc++.so.6";
            yield return "/lib64/libstdc++.so.6";
            yield return "/usr/lib/libstdc++.so.6";
        }

        private static List<int> Find(byte[] elf, string version)
        {
            if (
                elf.Length < 64
                || elf[0] != 0x7F
                || elf[1] != 'E'
                || elf[2] != 'L'
                || elf[3] != 'F'
                || elf[4] != 2
                || elf[5] != 1
            )
            {
                throw new InvalidDataException("The library is not a 64-bit little-endian ELF file.");
            }

            var found = new List<int>();
            long table = BitConverter.ToInt64(elf, SectionTableOffset);
            int size = BitConverter.ToUInt16(elf, SectionEntrySize);
            int count = BitConverter.ToUInt16(elf, SectionEntrySize + 2);
            for (int i = 0; i < count; i++)
            {
                int section = checked((int)(table + (long)i * size));
                if (BitConverter.ToUInt32(elf, section + SectionType) != GnuVersionRequirements)
                {
                    continue;
                }

                int link = BitConverter.ToInt32(elf, section + SectionLink);
                int names = checked(
                    (int)BitConverter.ToInt64(elf, checked((int)(table + (long)link * size)) + SectionFileOffset)
                );
                int need = checked((int)BitConverter.ToInt64(elf, section + SectionFileOffset));
                CollectFrom(elf, need, names, version, found);
            }

            return found;
        }

        private static void CollectFrom(byte[] elf, int need, int names, string version, List<int> found)
        {
            while (true)
            {
                int entries = BitConverter.ToUInt16(elf, need + 2);
                int entry = need + BitConverter.ToInt32(elf, need + 8);
                for (int i = 0; i < entries; i++)
                {
                    int name = names + BitConverter.ToInt32(elf, entry + 8);
                    if (NameIs(elf, name, version))
                    {
                        found.Add(entry + 4);
                    }

                    entry += BitConverter.ToInt32(elf, entry + 12);
                }

                int next = BitConverter.ToInt32(elf, need + 12);
                if (next == 0)
                {
                    return;
                }

                need += next;
            }
        }

        private static bool NameIs(byte[] elf, int offset, string version)
        {
            for (int i = 0; i < version.Length; i++)
            {
                if (elf[offset + i] != version[i])
                {
                    return false;
                }
            }

            return elf[offset + version.Length] == 0;
        }

        private static int IndexOf(byte[] bytes, byte[] wanted)
        {
            for (int i = 0; i + wanted.Length <= bytes.Length; i++)
            {
                int k = 0;
                while (k < wanted.Length && bytes[i + k] == wanted[k])
                {
                    k++;
                }

                if (k == wanted.Length)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>What became of a library that may be too new for this machine.</summary>
    public enum LoadableCopyOutcome
    {
        /// <summary>The C++ runtime defines the version: nothing to do, and no copy.</summary>
        HostDefinesVersion,

        /// <summary>The library does not insist on the version: nothing to do, and no copy.</summary>
        NotRequired,

        /// <summary>The copy is there already, byte for byte.</summary>
        UpToDate,

        /// <summary>The copy has just been written.</summary>
        Written,
    }

    /// <summary>The loadable copy of a library; the library itself is only read.</summary>
    public static class LoadableCopy
    {
        /// <param name="library">The library as its package brings it.</param>
        /// <param name="version">The symbol version that is asked for in vain.</param>
        /// <param name="destination">Where the copy goes if one is needed; if none is, an older one is removed.</param>
        /// <param name="cppRuntimes">The C++ runtimes of this machine.</param>
        /// <exception cref="InvalidDataException">The library is no whole 64-bit little-endian ELF file.</exception>
        public static LoadableCopyOutcome Make(
            string library,
            string version,
            string destination,
            IEnumerable<string> cppRuntimes
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination));
            if (SymbolVersions.HostDefines(version, cppRuntimes))
            {
                File.Delete(destination);
                return LoadableCopyOutcome.HostDefinesVersion;
            }

            byte[] elf = File.ReadAllBytes(library);
            if (SymbolVersions.Weaken(elf, version) == 0)
            {
                File.Delete(destination);
                return LoadableCopyOutcome.NotRequired;
            }

            // An equal copy keeps its time stamp, so that nothing behind it is built again.
            if (File.Exists(destination) && elf.SequenceEqual(File.ReadAllBytes(destination)))
            {
                return LoadableCopyOutcome.UpToDate;
            }

            // A fresh file, never a write through a link: outputs share files with each other and with the package cache.
            string fresh = destination + ".fresh";
            File.Delete(fresh);
            File.WriteAllBytes(fresh, elf);
            File.Delete(destination);
            File.Move(fresh, destination);
            return LoadableCopyOutcome.Written;
        }
    }

#if !NATIVE_LIBRARY_TESTS
    /// <summary>MSBuild task: makes a loadable copy of a library where this machine's C++ runtime is too old for it.</summary>
    public sealed class WeakenSymbolVersion : Microsoft.Build.Utilities.Task
    {
        [Microsoft.Build.Framework.Required]
        public string Library { get; set; }

        [Microsoft.Build.Framework.Required]
        public string SymbolVersion { get; set; }

        [Microsoft.Build.Framework.Required]
        public string Destination { get; set; }

        public override bool Execute()
        {
            LoadableCopyOutcome outcome;
            try
            {
                outcome = LoadableCopy.Make(Library, SymbolVersion, Destination, SymbolVersions.HostCppRuntimes());
            }
            catch (InvalidDataException e)
            {
                Log.LogError(Library + " cannot be made loadable: " + e.Message);
                return false;
            }

            Log.LogMessage(
                outcome == LoadableCopyOutcome.Written
                    ? Microsoft.Build.Framework.MessageImportance.High
                    : Microsoft.Build.Framework.MessageImportance.Low,
                Library + ": requirement of " + SymbolVersion + ", " + Words(outcome)
            );
            return true;
        }

        private string Words(LoadableCopyOutcome outcome)
        {
            switch (outcome)
            {
                case LoadableCopyOutcome.HostDefinesVersion:
                    return "which this machine's C++ runtime defines; left alone.";
                case LoadableCopyOutcome.NotRequired:
                    return "which is not there or weak; left alone.";
                case LoadableCopyOutcome.UpToDate:
                    return "weak in the copy " + Destination + ", which is up to date.";
                default:
                    return "now weak in the copy " + Destination + ", so that it loads here.";
            }
        }
    }
#endif
}
