package main

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"strconv"
	"strings"
	"time"

	"footnote/app/drive"
)

// shot WxH LIBRARY program steps...  : steps: ask:Q  key:K,K  type:T  pic:FILE  wait:MS
func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	wh := strings.Split(os.Args[1], "x")
	w, _ := strconv.Atoi(wh[0])
	h, _ := strconv.Atoi(wh[1])
	d, err := drive.Open(ctx, w, h)
	if err != nil {
		panic(err)
	}
	defer d.Close()
	p, err := d.Start(ctx, os.Args[3], "--library", os.Args[2])
	if err != nil {
		panic(err)
	}
	defer p.Close()
	time.Sleep(2 * time.Second)
	for _, s := range os.Args[4:] {
		op, arg, _ := strings.Cut(s, ":")
		switch op {
		case "ask":
			err = p.Ask(ctx, arg)
			time.Sleep(3 * time.Second)
		case "key":
			err = p.Press(ctx, strings.Split(arg, ",")...)
			time.Sleep(700 * time.Millisecond)
		case "type":
			err = p.Type(ctx, arg)
			time.Sleep(900 * time.Millisecond)
		case "wait":
			n, _ := strconv.Atoi(arg)
			time.Sleep(time.Duration(n) * time.Millisecond)
		case "pic":
			img, e := d.StillFrame(ctx)
			err = e
			if err == nil {
				f, _ := os.Create(arg)
				err = png.Encode(f, img)
				f.Close()
			}
		}
		if err != nil {
			fmt.Println(s, err)
		}
	}
	fmt.Print(p.Stderr())
}
