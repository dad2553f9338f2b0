package main

import (
	"archive/zip"
	"compress/flate"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"
)

// writeBundle writes a bundle for assistants (https://github.com/modelcontextprotocol/mcpb): a ZIP archive with a manifest and a program.
func writeBundle(version, program, file string) (err error) {
	manifest, err := bundleManifest("packaging/mcp/manifest.json", version)
	if err != nil {
		return err
	}
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	icon, err := os.ReadFile("app/icon.png")
	if err != nil {
		return err
	}
	binary, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	name := "server/footnote"
	if filepath.Ext(program) == ".exe" {
		name += ".exe"
	}
	for _, part := range []struct {
		name string
		data []byte
		mode os.FileMode
	}{{"manifest.json", manifest, 0o644}, {"icon.png", icon, 0o644}, {name, binary, 0o755}} {
		header := &zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		header.SetMode(part.mode)
		w, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := w.Write(part.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// bundleManifest returns the manifest with a version.
func bundleManifest(path, version string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var manifest map[string]any
	if err := json.Unmarshal(data, &manifest); err != nil {
		return nil, err
	}
	manifest["version"] = version
	return json.MarshalIndent(manifest, "", "  ")
}
