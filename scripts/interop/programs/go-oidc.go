package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"strings"

	oidc "github.com/coreos/go-oidc"
)

func verify(ctx context.Context, verifier *oidc.IDTokenVerifier, rawToken string) error {
	token, err := verifier.Verify(ctx, rawToken)
	if err != nil {
		return err
	}
	header, err := base64.RawURLEncoding.DecodeString(strings.Split(rawToken, ".")[0])
	var typ struct{ Typ string }
	if err != nil || json.Unmarshal(header, &typ) != nil || typ.Typ != "at+jwt" {
		return errors.New("not an access token")
	}
	var claims struct {
		Scope string          `json:"scope"`
		Cnf   json.RawMessage `json:"cnf"`
	}
	if err := token.Claims(&claims); err != nil || claims.Cnf != nil {
		return errors.New("not a bearer token")
	}
	if !strings.Contains(" "+claims.Scope+" ", " idn:app-roles:read ") {
		return errors.New("insufficient scope")
	}
	return nil
}

func main() {
	provider, err := oidc.NewProvider(context.Background(), os.Getenv("ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	verifier := provider.Verifier(&oidc.Config{
		ClientID:             os.Getenv("AUDIENCE"),
		SupportedSigningAlgs: []string{oidc.ES256, "EdDSA", oidc.RS256},
	})
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		rawToken := strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")
		if err := verify(request.Context(), verifier, rawToken); err != nil {
			http.Error(response, err.Error(), http.StatusUnauthorized)
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
