package providertest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// chat answers a chat in the protocol that the path belongs to.
func (s *Server) chat(w http.ResponseWriter, r *http.Request, stream bool) {
	protocol := chatOpenAI
	switch path := r.URL.Path; {
	case path == "/api/chat":
		protocol = chatOllama
	case strings.HasSuffix(path, "/messages"):
		protocol = chatAnthropic
	}
	if !stream {
		_, _ = fmt.Fprintln(w, protocol.whole(strings.Join(s.Answer, ""))) // a client that is gone needs no answer
		return
	}
	send := func(pieces ...string) {
		for _, piece := range pieces {
			_, _ = fmt.Fprint(w, piece)
			w.(http.Flusher).Flush()
		}
	}
	w.Header().Set("Content-Type", "text/event-stream")
	send(protocol.begin)
	for again := true; again && r.Context().Err() == nil; again = s.Ever {
		for i, piece := range s.Answer {
			if half := i == len(s.Answer)/2; half && s.CutOff {
				panic(http.ErrAbortHandler) // closes the connection
			} else if half && s.Hold != nil {
				select {
				case <-s.Hold:
				case <-r.Context().Done():
				}
			}
			send(protocol.piece(piece))
		}
	}
	send(protocol.end)
}

// A protocol is how a chat is written.
type protocol struct {
	begin string
	piece func(text string) string
	end   string
	whole func(text string) string
}

var chatOllama = protocol{
	piece: func(text string) string {
		return fmt.Sprintf(`{"message":{"role":"assistant","content":%s},"done":false}`+"\n", quoted(text))
	},
	end: `{"message":{"role":"assistant","content":""},"done":true}` + "\n",
	whole: func(text string) string {
		return fmt.Sprintf(`{"message":{"role":"assistant","content":%s},"done":true}`, quoted(text))
	},
}

var chatOpenAI = protocol{
	piece: func(text string) string {
		return fmt.Sprintf("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}\n\n", quoted(text))
	},
	end: "data: [DONE]\n\n",
	whole: func(text string) string {
		return fmt.Sprintf(`{"choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}]}`, quoted(text))
	},
}

var chatAnthropic = protocol{
	begin: "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n" +
		"event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
	piece: func(text string) string {
		return fmt.Sprintf("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":%s}}\n\n", quoted(text))
	},
	end: "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n" +
		"event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":4}}\n\n" +
		"event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
	whole: func(text string) string {
		return fmt.Sprintf(`{"type":"message","role":"assistant","content":[{"type":"text","text":%s}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":4}}`, quoted(text))
	},
}

func quoted(text string) string {
	b, _ := json.Marshal(text) // a string always can be
	return string(b)
}
