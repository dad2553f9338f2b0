package app

import (
	"context"
	"errors"
	"io/fs"

	"fyne.io/fyne/v2/lang"

	"footnote/app/models"
	"footnote/index"
	"footnote/index/embed"
	"footnote/index/embed/folder"
	"footnote/index/provider"
)

// modelCause returns, as template data, why a model cannot be used: a clause that quotes its server and no other program. models.Why says
// the same in the terminal.
func modelCause(err error) map[string]any { return map[string]any{"Cause": whyModel(err)} }

func whyModel(err error) string {
	var away *provider.AwayError
	var refusal *provider.RefusalError
	var config *provider.ConfigError
	var wrong *folder.Error
	switch {
	case errors.As(err, &wrong):
		return whyFolder(wrong)
	case errors.As(err, &away):
		return whyAway(away)
	case errors.As(err, &config):
		return whyConfig(config)
	case errors.As(err, &refusal):
		return serverSays(refusal.Status, refusal.Message)
	case errors.Is(err, provider.ErrNoKey):
		return lang.L("no key was given")
	case errors.Is(err, provider.ErrAnswer):
		return lang.L("the server sent an answer that Footnote doesn't understand")
	case errors.Is(err, models.ErrChoice):
		return lang.L("the file that keeps the choice is damaged")
	case errors.Is(err, index.ErrModelChanged):
		return lang.L("the model now returns different vectors")
	case errors.Is(err, embed.ErrSenseless):
		return lang.L("it does not distinguish related texts from unrelated ones")
	case errors.Is(err, embed.ErrVectors):
		return lang.L("its vectors cannot be compared")
	case errors.Is(err, embed.ErrNotModel), errors.Is(err, fs.ErrNotExist):
		return lang.L("the model's files are missing or damaged")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, provider.ErrAway):
		return lang.L("it did not answer in time")
	}
	return lang.L("the server gives no reason")
}

// whyFolder says what is wrong with a model's folder. It quotes the folder's own files.
func whyFolder(e *folder.Error) string {
	file := map[string]any{"File": visible(e.File)}
	why := lang.L("{{.File}} is missing", file)
	switch e.Problem {
	case folder.Damaged:
		why = lang.L("{{.File}} is damaged or incomplete", file)
	case folder.TooLarge:
		why = lang.L("{{.File}} is larger than any model that Footnote can run, or asks for one", file)
	case folder.Outside:
		why = lang.L("{{.File}} names a file outside the folder", file)
	case folder.Unsupported:
		why = lang.L("{{.File}} asks for something that Footnote does not support", file)
	}
	if e.Detail != "" {
		why += " (" + visible(e.Detail) + ")"
	}
	return why
}

func whyAway(e *provider.AwayError) string {
	host := map[string]any{"Host": e.Host}
	switch {
	case e.Absence == provider.Failing:
		return serverSays(e.Status, e.Message)
	case e.Host == "":
		return lang.L("it did not answer in time")
	case e.Absence == provider.NobodyThere:
		return lang.L("nothing answers at {{.Host}}", host)
	case e.Absence == provider.NoSuchHost:
		return lang.L("there is no computer named {{.Host}}", host)
	case e.Absence == provider.Untrusted:
		return lang.L("{{.Host}} cannot prove who it is", host)
	case e.Absence == provider.Garbled:
		return lang.L("{{.Host}} does not answer like a model server", host)
	}
	return lang.L("{{.Host}} did not answer in time", host)
}

// serverSays quotes a server.
func serverSays(status int, message string) string {
	if message == "" {
		return lang.L("the server answered with status {{.Status}}", map[string]any{"Status": status})
	}
	return lang.L("the server answered with status {{.Status}}: “{{.Message}}”", map[string]any{"Status": status, "Message": visible(message)})
}

func whyConfig(e *provider.ConfigError) string {
	kind := map[string]any{"Kind": e.Kind.Title()}
	switch e.Problem {
	case provider.NoAddress:
		return lang.L("{{.Kind}} needs an address", kind)
	case provider.NotHTTP:
		return lang.L("the address does not begin with http:// or https:// and the name of a computer")
	case provider.MoreThanHost:
		return lang.L("the address has a user, a query or a fragment, and must have none")
	case provider.OddNumber:
		return lang.L("the address is a number that not every program reads alike; write it as in 127.0.0.1")
	case provider.NoModel:
		return lang.L("no model is named")
	case provider.NoEmbeddings:
		return lang.L("{{.Kind}} has no embedding models", kind)
	}
	return lang.L("there is no such kind of model")
}
