package words

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"footnote/app/models"
	"footnote/app/secrets"
	"footnote/index"
	"footnote/index/embed"
	"footnote/index/embed/folder"
	"footnote/index/provider"
)

// ExplainAnswer says why a language model did not answer, and what to do next.
func (f Face) ExplainAnswer(err error) []string {
	why := f.ModelCause(err)
	var insecure *provider.InsecureError
	var limit *provider.LimitError
	switch {
	case errors.As(err, &insecure):
		return f.insecure(insecure)
	case errors.Is(err, provider.ErrAway):
		return []string{f.say("The language model can't be reached: %s.", why), f.next("Start its server, then press Enter in the question field again.",
			"Start its server, or try again later; --no-model asks without it.")}
	case errors.Is(err, provider.ErrNoKey):
		return []string{f.say("The language model's server needs an API key."), f.next("Enter it in the settings.",
			"Save it with `footnote models key KIND < FILE`; --no-model asks without it.")}
	case errors.Is(err, provider.ErrKey):
		return []string{f.say("The language model's server rejected the API key: %s.", why), f.next("Enter it again in the settings.",
			"Save it with `footnote models key KIND < FILE`; --no-model asks without it.")}
	case errors.Is(err, provider.ErrModel):
		return []string{f.say("The server does not have this language model: %s.", why), f.next("Choose another in the settings.",
			"Choose another with `footnote models use`; --no-model asks without it.")}
	case errors.Is(err, provider.ErrCutOff):
		return []string{f.say("The answer was interrupted."), f.next("Footnote checked the sentences above. Press Enter in the question field to ask again.",
			"Footnote checked the sentences above. Ask again; --no-model asks without it.")}
	case errors.As(err, &limit) && limit.RetryAfter > 0:
		return []string{f.say("The language model's server is limiting requests."), f.say("Ask again in %s.", f.Duration(limit.RetryAfter.Round(time.Second)))}
	case errors.As(err, &limit):
		return []string{f.say("The language model's server is limiting requests."), f.say("Ask again later.")}
	case errors.Is(err, provider.ErrConfig), errors.Is(err, models.ErrChoice):
		return []string{f.say("The chosen language model can't be used: %s.", why), f.next("Choose it again in the settings.",
			"Choose it again with `footnote models use`; --no-model asks without it.")}
	}
	return []string{f.say("The language model failed: %s.", why), f.next("Press Enter in the question field to ask again.", "Ask again; --no-model asks without it.")}
}

// inEnvironment says what to do with a key that the keyring does not take.
func (f Face) inEnvironment() string {
	return f.say("Start Footnote with the key in the environment instead; `footnote models key --help` names the variables.")
}

// ExplainModel says why a model could not be chosen, tested or used to compare meaning, and what to do next. It returns nil for an error
// that is not about a model.
func (f Face) ExplainModel(err error) []string {
	why := f.cause(err)
	var insecure *provider.InsecureError
	var limit *provider.LimitError
	switch {
	case errors.As(err, &insecure):
		return f.insecure(insecure)
	case errors.Is(err, provider.ErrAway):
		return []string{f.say("The model's server can't be reached: %s.", why), f.next("Until it is back, Footnote finds passages by their words. It keeps trying the server.",
			"Start it, then run `footnote models resume`. Until then, Footnote finds passages by their words.")}
	case errors.Is(err, provider.ErrNoKey):
		return []string{f.say("The model's server needs an API key."), f.next("Choose the model again, and enter its key.",
			"Save it with `footnote models key KIND < FILE`, or set it in the environment.")}
	case errors.Is(err, provider.ErrKey):
		return []string{f.say("The model's server rejected the API key: %s.", why), f.next("Choose the model again, and enter its key.",
			"Save the right one with `footnote models key KIND < FILE`, or set it in the environment.")}
	case errors.Is(err, provider.ErrModel):
		return []string{f.say("The server does not have that model: %s.", why), f.next("Choose one that it has.", "Choose one that it has; `footnote models` lists Ollama's.")}
	case errors.As(err, &limit):
		return []string{f.say("The model's server is limiting requests."), f.next("Footnote keeps trying.", continueIn(limit.RetryAfter))}
	case errors.Is(err, index.ErrModelChanged):
		return []string{f.say("The model now returns different vectors under the same name."), f.next("Choose it again, and Footnote makes its vectors again.",
			"Choose it again with `footnote models use embedding`, and Footnote makes its vectors again.")}
	case errors.Is(err, embed.ErrVectors), errors.Is(err, embed.ErrSenseless):
		return []string{f.say("The model can't compare meaning: %s.", why), f.say("Choose an embedding model.")}
	case errors.As(err, new(*folder.Error)):
		return []string{f.say("The folder can't be used as a model: %s.", why), f.say("It needs the files of a sentence-transformers or Model2Vec model.")}
	case errors.Is(err, secrets.ErrTooLong):
		return []string{f.say("The key is too long for this system's keyring, so it was not saved."), f.inEnvironment()}
	case errors.Is(err, secrets.ErrNoKeyring):
		return []string{f.say("This system has no keyring, so the key was not saved."), f.inEnvironment()}
	case errors.Is(err, provider.ErrConfig), errors.Is(err, models.ErrChoice):
		return []string{f.say("The chosen model can't be used: %s.", why), f.next("Choose it again.", "Choose one with `footnote models use`.")}
	case why != "":
		return []string{f.say("The model can't be used: %s.", why), f.say("Until then, Footnote finds passages by their words.")}
	}
	return nil
}

// continueIn says in the terminal when to go on after a server has limited requests.
func continueIn(after time.Duration) string {
	when := "later"
	if after > 0 {
		when = "in " + Language{}.Duration(after.Round(time.Second))
	}
	return "Continue " + when + " with `footnote models resume`."
}

// insecure says that a key was not sent.
func (f Face) insecure(e *provider.InsecureError) []string {
	return []string{
		f.say("The key would be sent unencrypted to %s, so nothing was sent.", e.Host),
		f.next("Use an address that begins with https, or choose the model again and agree.",
			"Use an address that begins with https. To let anyone between you and the server read the key, choose the model again with `footnote models use … --insecure-http`."),
	}
}

// ModelCause returns why a model can't be used, as a clause: "nothing answers at localhost:1234". It quotes the model's server, but no other
// program.
func (l Language) ModelCause(err error) string {
	if why := l.cause(err); why != "" {
		return why
	}
	return l.say("the server gives no reason")
}

// cause is ModelCause; "" if no words fit.
func (l Language) cause(err error) string {
	var away *provider.AwayError
	var refusal *provider.RefusalError
	var insecure *provider.InsecureError
	var config *provider.ConfigError
	var wrong *folder.Error
	switch {
	case errors.As(err, &wrong):
		return l.modelFolder(wrong)
	case errors.As(err, &away):
		return l.away(away)
	case errors.As(err, &insecure):
		return l.say("the key would be sent unencrypted to %s", insecure.Host)
	case errors.As(err, &config):
		return l.config(config)
	case errors.As(err, new(*provider.LimitError)):
		return l.say("the server is limiting requests")
	case errors.As(err, &refusal):
		return l.quoted(refusal.Status, refusal.Message)
	case errors.Is(err, provider.ErrNoKey):
		return l.say("no key was given")
	case errors.Is(err, provider.ErrCutOff):
		return l.say("the connection was interrupted")
	case errors.Is(err, provider.ErrAnswer):
		return l.say("the server sent an answer that Footnote doesn't understand")
	case errors.Is(err, models.ErrChoice):
		return l.say("the file that stores your choice is damaged")
	case errors.Is(err, index.ErrModelChanged):
		return l.say("the model now returns different vectors")
	case errors.Is(err, embed.ErrSenseless):
		return l.say("it does not distinguish related texts from unrelated ones")
	case errors.Is(err, embed.ErrVectors):
		return l.say("its vectors can't be compared")
	case errors.Is(err, embed.ErrNotModel), errors.Is(err, fs.ErrNotExist):
		return l.say("the model's files are missing or damaged")
	case errors.Is(err, fs.ErrPermission):
		return l.say("you don't have permission to read its files")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, provider.ErrAway):
		return l.say("it did not answer in time")
	}
	return ""
}

// modelFolder returns what is wrong with a model's folder. It quotes the folder's own files.
func (l Language) modelFolder(e *folder.Error) string {
	why := l.modelFile(e.Problem, Visible(e.File))
	if e.Detail == "" {
		return why
	}
	return l.say("%s (%s)", why, Visible(shortened(e.Detail)))
}

func (l Language) modelFile(p folder.Problem, file string) string {
	switch p {
	case folder.Damaged:
		return l.say("%s is damaged or incomplete", file)
	case folder.TooLarge:
		return l.say("%s is, or asks for, a model that is too large for Footnote", file)
	case folder.Outside:
		return l.say("%s names a file outside the folder", file)
	case folder.Unsupported:
		return l.say("%s asks for something that Footnote does not support", file)
	}
	return l.say("%s is missing", file)
}

// shortened returns the beginning of a text that a file contains.
func shortened(text string) string {
	const most = 60 // characters
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// away returns why a server can't be reached.
func (l Language) away(e *provider.AwayError) string {
	switch {
	case e.Absence == provider.Failing:
		return l.quoted(e.Status, e.Message)
	case e.Host == "":
		return l.say("it did not answer in time")
	case e.Absence == provider.NobodyThere:
		return l.say("nothing answers at %s", e.Host)
	case e.Absence == provider.NoSuchHost:
		return l.say("there is no computer named %s", e.Host)
	case e.Absence == provider.Untrusted:
		return l.say("Footnote can't verify the identity of %s", e.Host)
	case e.Absence == provider.Garbled:
		return l.say("%s does not answer like a model's server", e.Host)
	}
	return l.say("%s did not answer in time", e.Host)
}

// quoted quotes a server.
func (l Language) quoted(status int, message string) string {
	if message == "" {
		return l.say("the server answered with status %d", status)
	}
	return l.say("the server answered with status %d: “%s”", status, Visible(message))
}

// config returns what is wrong with the settings of a server.
func (l Language) config(e *provider.ConfigError) string {
	switch e.Problem {
	case provider.NoAddress:
		return l.say("%s needs an address", e.Kind.Title())
	case provider.NotHTTP:
		return l.say("the address must begin with http:// or https:// and the name of a computer")
	case provider.MoreThanHost:
		return l.say("the address must not contain a user name, a query or a fragment")
	case provider.OddNumber:
		return l.say("programs read this numeric address differently; write it like 127.0.0.1")
	case provider.NoModel:
		return l.say("no model is given")
	case provider.NoEmbeddings:
		return l.say("%s has no embedding models", e.Kind.Title())
	}
	return l.say("Footnote does not know this kind of model")
}
