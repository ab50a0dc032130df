// An issuer on the library of Zitadel, with its example storage in memory: tokens are JWTs, and a
// test may take roles away and rotate the keys.
package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"log"
	"net/http"
	"os"
	"sync"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"
)

type key struct {
	id      string
	private *rsa.PrivateKey
}

func newKey(number int) *key {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		log.Fatal(err)
	}
	return &key{fmt.Sprintf("key-%d", number), private}
}

func (k *key) ID() string                                  { return k.id }
func (k *key) Key() any                                    { return k.private }
func (k *key) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }

type published struct{ *key }

func (k published) Key() any                           { return &k.private.PublicKey }
func (k published) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k published) Use() string                        { return "sig" }

// A client whose access tokens say who carries them, and that has a place to return to.
type client struct {
	op.Client
	returnTo string
}

func (c client) AccessTokenType() op.AccessTokenType { return op.AccessTokenTypeJWT }
func (c client) PostLogoutRedirectURIs() []string    { return []string{c.returnTo} }

type store struct {
	*storage.Storage
	lock     sync.Mutex
	key      *key
	rotated  int
	hasRoles bool
	returnTo string
}

func (s *store) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	known, err := s.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return client{known, s.returnTo}, nil
}

func (s *store) SigningKey(context.Context) (op.SigningKey, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.key, nil
}

func (s *store) KeySet(context.Context) ([]op.Key, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return []op.Key{published{s.key}}, nil
}

func (s *store) GetPrivateClaimsFromScopes(_ context.Context, _, _ string, _ []string) (map[string]any, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	roles := []string{}
	if s.hasRoles {
		roles = []string{"readers"}
	}
	return map[string]any{"groups": roles, "card": "2"}, nil
}

func main() {
	port, gateway, secret := os.Getenv("PORT"), os.Getenv("GATEWAY"), os.Getenv("SECRET")
	users, err := storage.StoreFromFile(os.Getenv("USERS_FILE"))
	if err != nil {
		log.Fatal(err)
	}
	storage.RegisterClients(storage.WebClient("gateway", secret, gateway+"/session/callback"))
	s := &store{Storage: storage.NewStorage(users), key: newKey(0), hasRoles: true, returnTo: gateway + "/"}
	router := exampleop.SetupServer("http://127.0.0.1:"+port, s, nil, false)
	router.Post("/test/rotate", func(http.ResponseWriter, *http.Request) {
		s.lock.Lock()
		defer s.lock.Unlock()
		s.rotated++
		s.key = newKey(s.rotated)
	})
	router.Post("/test/dismiss", func(http.ResponseWriter, *http.Request) {
		s.lock.Lock()
		defer s.lock.Unlock()
		s.hasRoles = false
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, router))
}
