package provider

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"
)

const secretKey = "sk-proj-aZ09_bY18/cX27+dW36=eV45&fU54"

// echoes returns texts that contain a key in different ways.
func echoes(key string) map[string]string {
	percent := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, "%%%02x", s[i])
		}
		return b.String()
	}
	escaped := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, `\u%04X`, s[i])
		}
		return b.String()
	}
	var utf16Key strings.Builder
	for _, c := range utf16.Encode([]rune(key)) {
		utf16Key.WriteByte(byte(c))
		utf16Key.WriteByte(byte(c >> 8))
	}
	half := len(key) / 2
	return map[string]string{
		"as it is": key, "bearer": "Bearer " + key, "quoted": fmt.Sprintf("%q", key), "in a word": "x" + key + "y", "twice": key + key,
		"query escape": url.QueryEscape(key), "path escape": url.PathEscape(key), "percent": percent(key), "percent twice": url.QueryEscape(url.QueryEscape(key)),
		"percent in capitals": strings.ToUpper(percent(key[:1])) + percent(key[1:]),
		"JSON escapes":        escaped(key), "JSON twice": strings.ReplaceAll(escaped(key), `\`, `\\`), "slash": strings.ReplaceAll(key, "/", `\/`),
		"HTML": strings.NewReplacer("&", "&amp;", "=", "&#61;", "+", "&#x2b;").Replace(key), "quoted-printable": strings.ReplaceAll(key, "=", "=3D"),
		"base64": base64.StdEncoding.EncodeToString([]byte(key)), "base64 URL": base64.URLEncoding.EncodeToString([]byte(key)),
		"base64 of bearer": base64.StdEncoding.EncodeToString([]byte("Bearer " + key)), "basic": "Basic " + base64.StdEncoding.EncodeToString([]byte("user:"+key)),
		"basic, no user": base64.StdEncoding.EncodeToString([]byte(":" + key)), "base64 escaped": url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(key))),
		"hex": hex.EncodeToString([]byte(key)), "HEX": strings.ToUpper(hex.EncodeToString([]byte(key))),
		"beginning": key[:12] + "…", "end": "…" + key[len(key)-12:], "middle": key[10:20], "eight": key[13:21],
		"masked": key[:7] + "****************" + key[len(key)-4:], "masked with dots": key[:5] + "..." + key[len(key)-2:], "masked end": "********" + key[len(key)-4:],
		"ellipsis": key[:6] + "…" + key[len(key)-4:], "bullets": key[:4] + "••••••••", "crossed out": key[:6] + "XXXXXXXX" + key[len(key)-3:],
		"wrapped": key[:half] + "\n    " + key[half:], "spaced": strings.Join(strings.Split(key, ""), " "), "zero width": strings.Join(strings.Split(key, ""), "\u200b"),
		"in pieces": `"` + key[:half] + `" + "` + key[half:] + `"`, "UTF-16": utf16Key.String(), "capitals": strings.ToUpper(key), "small": strings.ToLower(key),
	}
}

// tells returns the part of eight characters of the key that a text reveals, whatever stands between them.
func tells(text, key string) string {
	letters := func(s string) string { return string(lettersOf(viewOf(s)).text) }
	text, key = letters(text), letters(key)
	for i := 0; i+tellingRun <= len(key); i++ {
		if strings.Contains(text, key[i:i+tellingRun]) {
			return key[i : i+tellingRun]
		}
	}
	return ""
}

func TestRedactorTakesTheKeyOut(t *testing.T) {
	for _, key := range []string{secretKey, "sk-ant-api03-" + strings.Repeat("Ab3_", 20), "AIzaSyA1234567890abcdefghijklmnopqrstuv", "0123456789abcdef0123456789abcdef"} {
		r := newRedactor(key)
		for way, echo := range echoes(key) {
			for _, around := range []string{"%s", "Incorrect API key provided: %s. Look it up.", `{"error":{"message":"no %s","nr":1}}`, "größe%sü"} {
				said := fmt.Sprintf(around, echo)
				got := r.text(said)
				before, after, _ := strings.Cut(around, "%s")
				if !strings.Contains(got, redacted) || tells(got, key) != "" || !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) {
					t.Errorf("%s: %q becomes %q, which tells %q", way, said, got, tells(got, key))
				}
				if way == "masked" && (strings.Contains(got, key[:7]) || strings.Contains(got, key[len(key)-4:])) {
					t.Errorf("%s: %q", way, got)
				}
			}
		}
	}
}

func TestRedactorLeavesTheRest(t *testing.T) {
	for _, key := range []string{secretKey, "", "abc", "none", "ollama", "lm-studio"} {
		r := newRedactor(key)
		for _, said := range []string{
			"", "The model is overloaded. Try again in 20 s.", `{"error": "sk-… is the usual beginning of a key"}`, "nonesuch ollamas", "***", "sk-***", "100%",
			"C:\\Users\\ada\\new", "größe, 東京", "data: {\"choices\":[{\"delta\":{\"content\":\"Two months [1].\"}}]}",
		} {
			if got := r.text(said); got != said {
				t.Errorf("key %q: %q becomes %q", key, said, got)
			}
		}
	}
	if got := newRedactor("hunter2").text("the key hunter2 is wrong, hunter22 too"); got != "the key [key] is wrong, hunter22 too" {
		t.Errorf("a short key: %q", got)
	}
}

func TestStreamedKeyIsTakenOut(t *testing.T) {
	r := newRedactor(secretKey)
	for _, size := range []int{1, 2, 3, 7, 10, 1000} {
		answer := "The key is " + secretKey + ". 東京" + secretKey + "駅 It is " + url.QueryEscape(secretKey) + " and " + secretKey
		var got strings.Builder
		s := &streamRedactor{redactor: r, to: func(_ context.Context, piece []byte) error { got.Write(piece); return nil }}
		for rest := answer; rest != ""; {
			n := min(size, len(rest))
			if err := s.write(t.Context(), []byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := s.close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if want := "The key is [key]. 東京[key]駅 It is [key] and [key]"; got.String() != want {
			t.Errorf("in pieces of %d: %q, want %q", size, got.String(), want)
		}
	}
}

// FuzzRedactor checks that a redacted text never reveals eight characters of the key in a row, and that a text without the key is
// unchanged.
func FuzzRedactor(f *testing.F) {
	for _, echo := range echoes(secretKey) {
		f.Add("no "+echo, 3, 9)
	}
	f.Add("%80"+strings.Repeat("0", 29)+"2B645733363d65", 0, 0) // bytes that are not UTF-8 once unescaped
	f.Fuzz(func(t *testing.T, said string, start, end int) {
		key := secretKey
		r := newRedactor(key)
		if start >= 0 && start < end && end <= len(said) { // repeat a part of it
			said = said[:end] + said[start:]
		}
		got := r.text(said)
		for i := 0; i+tellingRun <= len(key); i++ {
			if strings.Contains(got, key[i:i+tellingRun]) {
				t.Errorf("%q becomes %q, which tells %q", said, got, key[i:i+tellingRun])
			}
		}
		if again := r.text(got); again != got {
			t.Errorf("%q becomes %q, and that %q", said, got, again)
		}
	})
}
