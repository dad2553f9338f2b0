package index

import (
	"os"
	"path/filepath"
	"strings"
)

// A Maildir is a folder of mail in which each message is a file: those read lie in its folder "cur", those not yet read in "new",
// and those that are being delivered in "tmp". Folders of mail in it have hidden names, such as ".Sent", and are Maildirs.
// https://cr.yp.to/proto/maildir.html

// isMaildir reports whether a folder is a Maildir.
func isMaildir(dir string) bool {
	return isDir(filepath.Join(dir, "cur")) && isDir(filepath.Join(dir, "new"))
}

// servesMaildir reports whether a path in a Maildir holds no messages that have arrived: "tmp", and what mail servers keep there.
func servesMaildir(path string, folder bool) bool {
	name := filepath.Base(path)
	if folder {
		return name == "tmp" && isMaildir(filepath.Dir(path))
	}
	return (strings.HasPrefix(name, "dovecot") || name == "maildirfolder" || name == "subscriptions") && isMaildir(filepath.Dir(path))
}

func isDir(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}
