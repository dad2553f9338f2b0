# Footnote. `make run` and `make test` install what they need; see `make help`.

export GOTOOLCHAIN = local
# Where git cannot tell the state of the checkout (another user's folder, no git), the go command need not ask it.
export GOFLAGS += $(shell git status >/dev/null 2>&1 || echo -buildvcs=false)

GOFUMPT     = mvdan.cc/gofumpt@v0.12.0
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0
FUZZTIME    = 10s
DATA        = ../shared/eval
PDFQUESTION = Who asked Gibbon to put his notes at the bottom of the page?

.PHONY: help run test check staticcheck windows fuzz vuln torture bench memory quality documents pictures cross packages test-packages seeds build setup lint clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: build ## build and open the window; without a display, show on a virtual one what it finds
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; \
	then go run ./app/drive/demo -search build/footnote.png ./footnote; \
	else ./footnote; fi

test: setup lint cross ## run every test, the real-window ones too
	go test -race -timeout 20m ./...
	CGO_ENABLED=0 go test -timeout 15m -run "Cost|Bombs" ./index/extract

check: test staticcheck windows fuzz ## test, and what takes longer: staticcheck, a build for Windows, a short fuzzing of every parser

staticcheck:
	go run $(STATICCHECK) ./...

windows: ## build the window for Windows with mingw-w64, where apt-get can install it
	@.ci/setup gcc-mingw-w64-x86-64
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc go build -o build/footnote.exe .

fuzz: ## fuzz every parser for FUZZTIME
	@for package in $$(go list ./...); do for fuzz in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
		echo "$$package $$fuzz"; \
		go test -run '^$$' -fuzz "^$$fuzz$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
	done; done

vuln: ## look for known vulnerabilities of dependencies; needs a network
	go run $(GOVULNCHECK) ./...

torture: build ## mistreat the program, and print what is lost; QUICK=1 takes minutes, SOAK=1h how long one process is kept at work
	@mkdir -p build
	go build -o build/torture ./app/drive/torture
	go build -race -o build/torture-race ./app/drive/torture
	build/torture -raced build/torture-race $(if $(QUICK),-quick) $(if $(SOAK),-soak $(SOAK)) $(if $(SEED),-seed $(SEED)) \
		$(if $(ONLY),-only $(ONLY)) $(if $(ROUND),-round $(ROUND)) $(if $(PLANT),-plant $(PLANT)) ./footnote

bench: build ## measure reading, indexing and search, and how long the window is held; print tables
	@.ci/setup poppler-utils
	go run ./index/bench
	go test -run '^$$' -bench 'Embed|Fields' ./index/embed
	@if command -v npm >/dev/null; then npm install --silent --no-save --ignore-scripts --prefix build/onnxruntime onnxruntime-node@1.30.0; fi
	go run ./index/embed/bench $$(if [ -d build/onnxruntime/node_modules ]; then echo -node build/onnxruntime; fi)
	go run ./app/drive/bench ./footnote

memory: build ## measure how much memory the program takes at most to index the folders in FOLDERS, and 50 texts of 100 MB
	go run ./index/bench/memory $(if $(FOLDERS),-folders $(FOLDERS)) ./footnote

quality: ## measure what is found on the test collections in DATA (BEIR's layout), and on the documents with questions in OFFICE; JSON=1 prints JSON, V=1 lists questions
	@go run ./index/quality $(if $(JSON),-json) $(if $(OFFICE),-office $(OFFICE)) $(if $(V),-v) $(DATA)

documents: DATA = ../shared/documents
documents: ## read every file in DATA, and print a table of what became of them; V=1 lists files, OFFICE=1 installs LibreOffice to compare with, OLD=1 reads office documents saved as DOC, XLS and PPT
	@.ci/setup poppler-utils poppler-data $(if $(OFFICE),libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui)
	@go run ./index/documents $(if $(OLD),-old) $(if $(V),-v) $(DATA)

pictures: build ## take the pictures of the real window that the README shows
	FYNE_THEME=light go run ./app/drive/demo -start docs/start.png -search docs/search.png -library docs/library.png -settings docs/settings.png ./footnote
	FYNE_THEME=dark go run ./app/drive/demo -question "$(PDFQUESTION)" -search docs/pdf-dark.png ./footnote

cross: ## build the engine for every system, without cgo
	@for os in linux windows darwin; do for arch in amd64 arm64; do \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build ./index/... || exit 1; \
	done; done

packages: setup ## build the packages for Linux and Windows into dist/, as far as this machine has the tools
	@.ci/setup binutils gcc-mingw-w64-x86-64 librsvg2-bin nsis wixl xz-utils
	packaging/build $(PARTS)

test-packages: ## install what make packages built, in a clean system and under wine, and run it there
	packaging/test

seeds: ## make the starter documents that are DOCX and PDF anew from seeds/source; needs LibreOffice
	soffice --headless --infilter='HTML (StarWriter)' --convert-to 'docx:MS Word 2007 XML' --outdir seeds/starter \
		seeds/source/sleep.html seeds/source/tenancy-agreement.html
	soffice --headless --infilter='HTML (StarWriter)' --convert-to pdf:writer_pdf_Export --outdir seeds/starter \
		seeds/source/bicycle-care.html seeds/source/history-of-the-footnote.html

build: setup
	go build -o footnote .

setup:
	@.ci/setup

lint:
	@unformatted=$$(go run $(GOFUMPT) -l .) && [ -z "$$unformatted" ] || { echo "not formatted by gofumpt: $$unformatted"; exit 1; }
	go vet ./...

clean: ## remove what was built
	rm -rf build dist footnote footnote.exe
