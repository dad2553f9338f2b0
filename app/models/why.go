package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"footnote/index"
	"footnote/index/embed"
	"footnote/index/embed/folder"
	"footnote/index/provider"
)

// Why returns, as a clause in English, why a model cannot be used: "nothing answers at localhost:1234". It quotes the model's server, but
// no other program. The terminal and assistants use it; the window has its own words.
func Why(err error) string {
	var away *provider.AwayError
	var refusal *provider.RefusalError
	var insecure *provider.InsecureError
	var config *provider.ConfigError
	var limit *provider.LimitError
	var wrong *folder.Error
	switch {
	case errors.As(err, &wrong):
		return whyFolder(wrong)
	case errors.As(err, &away):
		return whyAway(away)
	case errors.As(err, &insecure):
		return fmt.Sprintf("the key would be sent unencrypted to %s", insecure.Host)
	case errors.As(err, &config):
		return whyConfig(config)
	case errors.As(err, &limit):
		return "the server takes no more requests for now"
	case errors.As(err, &refusal):
		return says(refusal.Status, refusal.Message)
	case errors.Is(err, provider.ErrNoKey):
		return "no key was given"
	case errors.Is(err, provider.ErrCutOff):
		return "the connection broke off"
	case errors.Is(err, provider.ErrAnswer):
		return "the server sent an answer that Footnote doesn't understand"
	case errors.Is(err, ErrChoice):
		return "the file that keeps the choice is damaged"
	case errors.Is(err, index.ErrModelChanged):
		return "the model now returns different vectors"
	case errors.Is(err, embed.ErrSenseless):
		return "it does not distinguish related texts from unrelated ones"
	case errors.Is(err, embed.ErrVectors):
		return "its vectors cannot be compared"
	case errors.Is(err, embed.ErrNotModel), errors.Is(err, fs.ErrNotExist):
		return "the model's files are missing or damaged"
	case errors.Is(err, fs.ErrPermission):
		return "there is no permission to read its files"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, provider.ErrAway):
		return "it did not answer in time"
	}
	return "the server gives no reason"
}

// whyFolder says what is wrong with a model's folder. It quotes the folder's own files.
func whyFolder(e *folder.Error) string {
	why := e.File + " is missing"
	switch e.Problem {
	case folder.Damaged:
		why = e.File + " is damaged or incomplete"
	case folder.TooLarge:
		why = e.File + " is larger than any model that Footnote can run, or asks for one"
	case folder.Outside:
		why = e.File + " names a file outside the folder"
	case folder.Unsupported:
		why = e.File + " asks for something that Footnote does not support"
	}
	if e.Detail != "" {
		why += fmt.Sprintf(" (%s)", short(e.Detail))
	}
	return why
}

// short returns the beginning of a text that a file holds.
func short(text string) string {
	const most = 60 // characters
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

func whyAway(e *provider.AwayError) string {
	host := e.Host
	if host == "" {
		host = "the server"
	}
	switch e.Absence {
	case provider.NobodyThere:
		return "nothing answers at " + host
	case provider.NoSuchHost:
		return "there is no computer named " + host
	case provider.Untrusted:
		return host + " cannot prove who it is"
	case provider.Garbled:
		return host + " does not answer as a model's server does"
	case provider.Failing:
		return says(e.Status, e.Message)
	}
	return host + " does not answer in time"
}

// says quotes a server.
func says(status int, message string) string {
	if message == "" {
		return fmt.Sprintf("the server answers with status %d", status)
	}
	return fmt.Sprintf("the server answers with status %d and says “%s”", status, message)
}

func whyConfig(e *provider.ConfigError) string {
	switch e.Problem {
	case provider.NoAddress:
		return e.Kind.Title() + " needs an address"
	case provider.NotHTTP:
		return "the address does not begin with http:// or https:// and the name of a computer"
	case provider.MoreThanHost:
		return "the address has a user, a query or a fragment, and must have none"
	case provider.OddNumber:
		return "the address is a number that not every program reads alike; write it as in 127.0.0.1"
	case provider.NoModel:
		return "no model is named"
	case provider.NoEmbeddings:
		return e.Kind.Title() + " has no embedding models"
	}
	return "there is no such kind of model"
}
