// Reads the samples, which have every field, with the generated types, and writes them again.
package main

import (
	"encoding/json"
	"os"
	"path/filepath"
)

func main() {
	files()
}

func write[T any](name string) {
	text, err := os.ReadFile(filepath.Join(os.Args[1], name+".json"))
	check(err)
	var payload T
	check(json.Unmarshal(text, &payload))
	text, err = json.Marshal(payload)
	check(err)
	check(os.WriteFile(filepath.Join(os.Args[2], name+".file.json"), text, 0o600))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
