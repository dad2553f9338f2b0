package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"footnote/app/cli"
)

// top is the top of the repository, seen from here.
const top = "../.."

func docs(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := writeDocs("1.2.3", "2026-01-31", folder); err != nil {
		t.Fatal(err)
	}
	return folder
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// tool returns a program that checks what is generated, or skips the test.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return path
}

func TestEveryCommandIsDescribed(t *testing.T) {
	folder := docs(t)
	app, err := cli.Commands()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"footnote.1", "footnote.bash", "_footnote", "footnote.fish", "footnote.ps1"} {
		text := read(t, filepath.Join(folder, name))
		for _, c := range commands(app.Node) {
			if !strings.Contains(text, c.Name) {
				t.Errorf("%s lacks %s", name, path(c))
			}
			for _, f := range c.Flags {
				if flag := strings.ReplaceAll(text, `\-`, "-"); !f.Hidden && !strings.Contains(flag, f.Name) {
					t.Errorf("%s lacks %s of %s", name, f.Name, path(c))
				}
			}
		}
		if strings.Contains(text, "Read files for another process") {
			t.Errorf("%s has the hidden command", name)
		}
	}
}

func TestBashCompletes(t *testing.T) {
	bash, folder := tool(t, "bash"), docs(t)
	for line, want := range map[string]string{
		"footnote sea": "search", "footnote search --we": "--weak", "footnote models us": "use", "footnote models use --": "--help", "footnote --vers": "--version",
	} {
		words := strings.Fields(line)
		script := `. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _footnote; printf '%s\n' "${COMPREPLY[@]}"`
		out, err := exec.Command(bash, append([]string{"--norc", "-c", script, "bash", filepath.Join(folder, "footnote.bash")}, words...)...).CombinedOutput()
		if err != nil || !strings.Contains("\n"+string(out), "\n"+want+"\n") {
			t.Errorf("%q completes to %q (%v), want %s", line, out, err, want)
		}
	}
}

func TestManualPageIsWellFormed(t *testing.T) {
	man := tool(t, "man")
	c := exec.Command(man, "--warnings=all", "-l", filepath.Join(docs(t), "footnote.1"))
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "MANROFFSEQ=", "MANWIDTH=80")
	var warned bytes.Buffer
	c.Stderr = &warned
	out, err := c.Output()
	if err != nil {
		t.Skipf("man does not format here: %v: %s", err, warned.String())
	}
	if warned.Len() > 0 {
		t.Errorf("man warns: %s", warned.String())
	}
	if !bytes.Contains(out, []byte("EXIT STATUS")) {
		t.Skip("man shows nothing here")
	}
}

func TestReleaseNotes(t *testing.T) {
	changes := "# Changelog\n\n## [Unreleased]\n\n### Added: asking\n- One `code` & [link](x)\n  on two lines.\n- Two\n\n## [0.1.0] - 2026-01-31\n\nThe first.\n"
	got, err := releaseNotes(changes, "0.2.0")
	want := "        <p>Added: asking</p>\n        <ul>\n          <li>One <code>code</code> &amp; link on two lines.</li>\n          <li>Two</li>\n        </ul>\n"
	if err != nil || got != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
	if got, err := releaseNotes(changes, "0.1.0"); err != nil || got != "        <p>The first.</p>\n" {
		t.Errorf("got %s (%v)", got, err)
	}
}

func TestMetainfoIsValid(t *testing.T) {
	notes, err := releaseNotes(read(t, filepath.Join(top, "CHANGELOG.md")), "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	text := metainfo(read(t, filepath.Join(top, "packaging/linux/io.footnote.Footnote.metainfo.xml")), "1.2.3", "2026-01-31", notes)
	text = strings.NewReplacer("@HOMEPAGE@", "https://footnote.io", "@REPOSITORY@", "https://github.com/footnote/footnote").Replace(text)
	if err := xml.Unmarshal([]byte(text), new(struct{ XMLName xml.Name })); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, `<release version="1.2.3" date="2026-01-31" type="stable">`) {
		t.Error("it lacks the release")
	}
	file := filepath.Join(t.TempDir(), "io.footnote.Footnote.metainfo.xml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool(t, "appstreamcli"), "validate", "--no-net", file).CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}

func TestDesktopEntryIsValid(t *testing.T) {
	file := filepath.Join(top, "packaging/linux/io.footnote.Footnote.desktop")
	if out, err := exec.Command(tool(t, "desktop-file-validate"), file).CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}

func TestBundle(t *testing.T) {
	t.Chdir(top)
	program := filepath.Join(t.TempDir(), "footnote.exe")
	if err := os.WriteFile(program, []byte("program"), 0o700); err != nil {
		t.Fatal(err)
	}
	var bundles [2]string
	for i := range bundles {
		file := filepath.Join(t.TempDir(), "footnote.mcpb")
		if err := writeBundle("1.2.3", program, file); err != nil {
			t.Fatal(err)
		}
		bundles[i] = read(t, file)
	}
	if bundles[0] != bundles[1] {
		t.Error("the same input made two bundles")
	}
	z, err := zip.NewReader(strings.NewReader(bundles[0]), int64(len(bundles[0])))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "manifest.json icon.png server/footnote.exe" {
		t.Errorf("it has %s", got)
	}
	data, err := bundleManifest("packaging/mcp/manifest.json", "1.2.3")
	var manifest struct{ Version string }
	if err != nil || json.Unmarshal(data, &manifest) != nil || manifest.Version != "1.2.3" {
		t.Errorf("the manifest is %s (%v)", data, err)
	}
}
