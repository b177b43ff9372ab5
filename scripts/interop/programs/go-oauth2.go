package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

var issuer = os.Getenv("ISSUER")

func config(style oauth2.AuthStyle, secret string) *clientcredentials.Config {
	return &clientcredentials.Config{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: secret,
		TokenURL:     issuer + "/oauth/token",
		Scopes:       []string{"idn:app-roles:read"},
		AuthStyle:    style,
	}
}

func call(client *http.Client) int {
	response, err := client.Get(issuer + "/api/v1/user-applications")
	if err != nil {
		log.Fatal(err)
	}
	return response.StatusCode
}

func main() {
	ctx := context.Background()
	secret := os.Getenv("CLIENT_SECRET")
	styles := []oauth2.AuthStyle{oauth2.AuthStyleAutoDetect, oauth2.AuthStyleInHeader, oauth2.AuthStyleInParams}
	for i, title := range []string{"detected method", "Basic", "body"} {
		if _, err := config(styles[i], secret).Token(ctx); err != nil {
			log.Fatal(err)
		}
		fmt.Println(title)
	}

	token, err := config(oauth2.AuthStyleInHeader, secret).Token(ctx)
	if err != nil {
		log.Fatal(err)
	}
	client := oauth2.NewClient(ctx, oauth2.StaticTokenSource(token))
	if call(client) != 200 {
		log.Fatal("The API refuses the token.")
	}
	fmt.Println("API call")

	request, _ := http.NewRequest("POST", issuer+"/oauth/revoke", strings.NewReader("token="+token.AccessToken))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(os.Getenv("CLIENT_ID"), secret)
	if response, err := http.DefaultClient.Do(request); err != nil || response.StatusCode != 200 {
		log.Fatal("not revoked ", err)
	}
	if call(client) != 401 {
		log.Fatal("The API accepts a revoked token.")
	}
	fmt.Println("revocation")

	_, err = config(oauth2.AuthStyleInHeader, "wrong").Token(ctx)
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && strings.Contains(string(refused.Body), "invalid_client") {
		fmt.Println("refusal")
	}
}
