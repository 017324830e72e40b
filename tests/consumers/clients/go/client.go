// Reads, writes and sends the sample payloads with the client in Go.
package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"kyx"
)

func main() {
	files()

	client := kyx.NewAPIClient(kyx.NewConfiguration())
	secret := kyx.BasicAuth{UserName: "client", Password: "secret"}
	token, _, err := client.AuthorizationAPI.
		GetAccessToken(context.WithValue(context.Background(), kyx.ContextBasicAuth, secret)).
		GrantType("client_credentials").Execute()
	check(err)
	write(token, "TokenResponse", "response")
	tenant := authorized(token.AccessToken)
	request := read[kyx.AccountRequest]("AccountRequest")
	opened, _, err := client.AccountsAPI.CreateAccount(tenant).AccountRequest(request).Execute()
	check(err)
	write(opened, "AccountResponse", "response")
	account := opened.Account.Id
	_, _, err = client.AccountsAPI.UpdateAccount(tenant, account).AccountRequest(request).Execute()
	check(err)

	execution := opened.WorkflowExecution.Id
	credential := opened.WorkflowExecution.Credentials[0]
	upload := authorized(*credential.Api.Get().Token.Get())
	api := client.CredentialsAPI
	taken, _, err := api.UploadPreparedData(upload, account, execution, credential.Id).
		PreparedData(read[kyx.PreparedData]("PreparedData")).Execute()
	check(err)
	write(taken, "PartResponse", "response")
	path := filepath.Join(filepath.Dir(os.Getenv("WRITTEN")), "front.jpg")
	check(os.WriteFile(path, []byte("x"), 0o600))
	image := func() *os.File {
		file, err := os.Open(path)
		check(err)
		return file
	}
	_, _, err = api.AddPart(upload, account, execution, credential.Id, "FRONT").File(image()).Execute()
	check(err)
	_, _, err = api.UpdatePart(upload, account, execution, credential.Id, "FRONT").File(image()).Execute()
	check(err)
	_, _, err = api.UploadDocument(upload, account, execution, credential.Id).File(image()).Execute()
	check(err)
	_, _, err = api.DeletePart(upload, account, execution, credential.Id, "FRONT").Execute()
	check(err)
	_, _, err = api.DeleteParts(upload, account, execution, credential.Id).Execute()
	check(err)
	finalized, _, err := api.FinalizeWorkflow(upload, account, execution).Execute()
	check(err)
	write(finalized, "FinalizeResponse", "response")
	status, _, err := client.RetrievalAPI.GetStatus(tenant, account, execution).Execute()
	check(err)
	write(status, "StatusResponse", "response")
	result, _, err := client.RetrievalAPI.GetResult(tenant, account, execution).Execute()
	check(err)
	write(result, "RetrievalResponse", "response")
	steps, _, err := client.RetrievalAPI.GetSteps(tenant, account, execution).Execute()
	check(err)
	write(steps, "StepsResponse", "response")
	part, _, err := client.RetrievalAPI.GetPart(tenant, account, credential.Id, "FRONT").Execute()
	check(err)
	bytes, err := io.ReadAll(part)
	check(err)
	check(os.WriteFile(filepath.Join(os.Getenv("WRITTEN"), "part.png"), bytes, 0o600))

	_, response, _ := client.AccountsAPI.CreateAccount(authorized("no")).AccountRequest(request).Execute()
	if response.StatusCode != 401 {
		panic(response.Status)
	}
}

// A context that authorizes each call with a token.
func authorized(token string) context.Context {
	return context.WithValue(context.Background(), kyx.ContextAccessToken, token)
}

func file[T any](name string) {
	write(read[T](name), name, "file")
}

func read[T any](name string) T {
	text, err := os.ReadFile(filepath.Join(os.Getenv("SAMPLES"), name+".json"))
	check(err)
	var payload T
	check(json.Unmarshal(text, &payload))
	return payload
}

func write(payload any, name, origin string) {
	text, err := json.Marshal(payload)
	check(err)
	check(os.WriteFile(filepath.Join(os.Getenv("WRITTEN"), name+"."+origin+".json"), text, 0o600))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
