// Reads the samples, which have every field, with the generated types, and writes them again.
package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"kyx/accountrequest"
	"kyx/accountresponse"
	"kyx/callback"
	"kyx/finalizeresponse"
	"kyx/partresponse"
	"kyx/prepareddata"
	"kyx/problem"
	"kyx/retrievalresponse"
	"kyx/status"
	"kyx/stepsresponse"
	"kyx/tokenerror"
	"kyx/tokenresponse"
)

func main() {
	write[accountrequest.AccountRequest]("AccountRequest")
	write[prepareddata.PreparedData]("PreparedData")
	write[accountresponse.AccountResponse]("AccountResponse")
	write[partresponse.PartResponse]("PartResponse")
	write[finalizeresponse.FinalizeResponse]("FinalizeResponse")
	write[callback.Callback]("Callback")
	write[status.StatusResponse]("StatusResponse")
	write[problem.Problem]("Problem")
	write[retrievalresponse.RetrievalResponse]("RetrievalResponse")
	write[stepsresponse.StepsResponse]("StepsResponse")
	write[tokenerror.TokenError]("TokenError")
	write[tokenresponse.TokenResponse]("TokenResponse")
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
