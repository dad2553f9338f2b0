// Command bench measures how fast transformers run in the program, beside ONNX Runtime with the same random weights.
//
//	go run ./index/embed/bench -node build/onnxruntime
//
// Without -node it measures the program alone.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	_ "embed"

	"footnote/index/embed/embedtest"
	"footnote/index/embed/encoder"
	"footnote/index/embed/folder"
	"footnote/index/embed/kernel"
)

//go:embed onnxruntime.mjs
var script []byte

// miniLM is the shape of all-MiniLM-L6-v2: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/blob/main/config.json
var miniLM = embedtest.Random{
	ModelType: "bert", Vocab: 30522, Hidden: 384, Layers: 6, Heads: 12, Intermediate: 1536, Activation: "gelu", Positions: 512, Types: 2,
	Epsilon: 1e-12, Dtype: "F32", Pooling: "mean",
}

const (
	batchTexts     = 32
	textTokens     = 128
	questionTokens = 16
	rounds         = 3
	roundSeconds   = 2
)

// A measured is what was measured in a round.
type measured struct {
	PerSecond    float64   `json:"perSecond"`
	Milliseconds float64   `json:"milliseconds"` // for all texts together
	Processor    float64   `json:"processor"`    // milliseconds of processors for a text
	First        []float32 `json:"first"`        // vector of the first text
	Memory       int64     `json:"memory"`       // resident, in bytes
}

func main() {
	node := flag.String("node", "", "folder with node_modules/onnxruntime-node; empty to measure the program alone")
	measure := flag.String("measure", "", "measure the kernel of this name on the model in FOLDER, and print JSON: for this command's own use")
	texts := flag.Int("texts", batchTexts, "texts at once, with -measure")
	tokens := flag.Int("tokens", textTokens, "tokens of each, with -measure")
	flag.Parse()
	var err error
	if *measure != "" {
		err = measureKernel(*measure, flag.Arg(0), *texts, *tokens)
	} else {
		err = compare(*node)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// measureKernel prints what it measures.
func measureKernel(name, dir string, texts, tokens int) error {
	kernels := kernel.All()
	i := slices.IndexFunc(kernels, func(k *kernel.Kernel) bool { return k.Name() == name })
	f, err := folder.Read(dir)
	if err != nil {
		return err
	}
	model, err := encoder.Open(f, kernels[i])
	if err != nil {
		return err
	}
	batch := make([]encoder.Text, texts)
	for i := range batch {
		for j := range tokens {
			batch[i].IDs = append(batch[i].IDs, (7*j+3*i)%f.Config.Vocab)
		}
		batch[i].Types = make([]int, tokens)
	}
	vectors, err := model.Vectors(context.Background(), batch)
	if err != nil {
		return err
	}
	runs, start, before := 0, time.Now(), processors()
	for ; time.Since(start) < roundSeconds*time.Second; runs++ {
		if _, err := model.Vectors(context.Background(), batch); err != nil {
			return err
		}
	}
	took := time.Since(start)
	return json.NewEncoder(os.Stdout).Encode(measured{
		PerSecond: float64(runs*texts) / took.Seconds(), Milliseconds: took.Seconds() * 1000 / float64(runs), First: vectors[0], Memory: resident(),
		Processor: (processors() - before).Seconds() * 1000 / float64(runs*texts),
	})
}

// resident returns how much memory the process holds, as Linux tells it, 0 elsewhere.
func resident() int64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, pages int64
	if _, err := fmt.Sscan(string(data), &size, &pages); err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// processors returns how long the process has used processors, as Linux tells it, 0 elsewhere.
func processors() time.Duration {
	data, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		return 0
	}
	const tick = 10 * time.Millisecond // sysconf(_SC_CLK_TCK) is 100 on all systems
	return time.Duration(user+system) * tick
}

// An engine is what is measured.
type engine struct {
	name    string
	command func(texts, tokens int) *exec.Cmd
}

// compare measures all engines in turn, several times, and prints the median of each.
func compare(node string) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for name, data := range miniLM.Files() {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
	}
	engines, err := engines(node, dir)
	if err != nil {
		return err
	}
	all := make([][]measured, len(engines))
	questions := make([][]measured, len(engines))
	for range rounds {
		for i, e := range engines {
			for _, kind := range []struct {
				texts, tokens int
				to            *[]measured
			}{{batchTexts, textTokens, &all[i]}, {1, questionTokens, &questions[i]}} {
				out, err := e.command(kind.texts, kind.tokens).Output()
				if err != nil {
					return fmt.Errorf("%s: %w", e.name, err)
				}
				var m measured
				if err := json.Unmarshal(out, &m); err != nil {
					return fmt.Errorf("%s: %w", e.name, err)
				}
				*kind.to = append(*kind.to, m)
			}
		}
	}
	fmt.Printf("A transformer of the shape of MiniLM-L6 with random weights, %d processors; medians of %d rounds.\n\n", runtime.NumCPU(), rounds)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "engine\ttexts of %d tokens/s\tprocessor time of one\tquestion of %d tokens\tresident\tcosine with float32\t\n", textTokens, questionTokens)
	exact := all[0][0].First
	if node != "" {
		exact = all[len(all)-1][0].First
	}
	for i, e := range engines {
		texts, question := median(all[i]), median(questions[i])
		fmt.Fprintf(w, "%s\t%.1f\t%.2f ms\t%.2f ms\t%d MB\t%.5f\t\n", e.name, texts.PerSecond, texts.Processor, question.Milliseconds, question.Memory>>20, cosine(texts.First, exact))
	}
	return w.Flush()
}

// engines returns what to measure; ONNX Runtime in float32 is the last.
func engines(node, dir string) ([]engine, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var all []engine
	for _, k := range kernel.All() {
		all = append(all, engine{"footnote " + k.Name(), func(texts, tokens int) *exec.Cmd {
			return exec.Command(self, "-measure", k.Name(), "-texts", strconv.Itoa(texts), "-tokens", strconv.Itoa(tokens), dir)
		}})
	}
	if node == "" {
		return all, nil
	}
	file := filepath.Join(node, "onnxruntime.mjs")
	if err := os.WriteFile(file, script, 0o600); err != nil {
		return nil, err
	}
	for _, precision := range []string{"int8", "float32"} {
		all = append(all, engine{"ONNX Runtime " + precision, func(texts, tokens int) *exec.Cmd {
			return exec.Command("node", file, dir, precision, strconv.Itoa(texts), strconv.Itoa(tokens), strconv.Itoa(roundSeconds))
		}})
	}
	return all, nil
}

// median returns the round of the median speed.
func median(rounds []measured) measured {
	sorted := slices.SortedFunc(slices.Values(rounds), func(a, b measured) int { return int(a.Milliseconds*1e6) - int(b.Milliseconds*1e6) })
	return sorted[len(sorted)/2]
}

// cosine returns the product of two vectors of unit length.
func cosine(a, b []float32) float64 {
	var sum float64
	for i := range min(len(a), len(b)) {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
