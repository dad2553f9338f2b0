cask "footnote" do
  version "@VERSION@"
  sha256 "@HASH:dmg@"

  url "@DOWNLOAD@/Footnote-#{version}.dmg"
  name "Footnote"
  desc "Ask your own documents questions, with citations"
  homepage "@HOMEPAGE@"

  depends_on macos: ">= :monterey"

  app "Footnote.app"
  binary "#{appdir}/Footnote.app/Contents/MacOS/footnote"

  # Its library holds the text of the user's documents: only --zap removes it.
  zap trash: [
    "~/Library/Application Support/footnote",
    "~/Library/Caches/footnote",
    "~/Library/Preferences/fyne/io.footnote.Footnote",
  ]
end
