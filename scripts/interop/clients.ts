/** A client that `npm run interop` installs and runs. */
export type Client = {
  name: string
  /** The program in `programs/`, and the files that it needs. */
  program: string
  files?: string[]
  /** The packages, the client's own first: with exact versions on npm, the candidate of Debian. */
  from: 'npm' | 'Debian'
  packages: string[]
} & (
  | { /** The steps that the program must print. */ steps: string[] }
  | {
      /** The algorithms of the tokens that this resource server must accept. */
      algorithms: string[]
      /** Whether it introspects tokens, instead of verifying their signatures. */
      introspects?: boolean
    }
)

/** The algorithms of {@link Client.algorithms}: one service signs by each. */
export const ALGORITHMS = ['ES256', 'EdDSA', 'RS256']

const CALLS = ['API call', 'introspection', 'revocation', 'refusal']

export const CLIENTS: Client[] = [
  {
    name: 'simple-oauth2',
    program: 'simple-oauth2.js',
    from: 'npm',
    packages: ['simple-oauth2@5.1.0'],
    steps: ['Basic', 'body', 'API call', 'revocation', 'refusal'],
  },
  {
    name: 'authlib',
    program: 'python-authlib.py',
    from: 'Debian',
    packages: ['python3-authlib', 'python3-requests'],
    steps: ['Basic', 'body', 'private_key_jwt', ...CALLS],
  },
  {
    name: 'requests-oauthlib',
    program: 'python-requests-oauthlib.py',
    from: 'Debian',
    packages: ['python3-requests-oauthlib'],
    steps: ['Basic', 'body', ...CALLS],
  },
  {
    name: 'Go x/oauth2',
    program: 'go-oauth2.go',
    from: 'Debian',
    packages: ['golang-golang-x-oauth2-dev', 'golang-go'],
    steps: ['detected method', 'Basic', 'body', 'API call', 'revocation', 'refusal'],
  },
  {
    name: 'ruby-oauth2',
    program: 'ruby-oauth2.rb',
    from: 'Debian',
    packages: ['ruby-oauth2', 'ruby'],
    steps: ['Basic', 'body', ...CALLS],
  },
  {
    name: 'Net::OAuth2 (Perl)',
    program: 'perl-net-oauth2.pl',
    from: 'Debian',
    packages: ['libnet-oauth2-perl'],
    steps: ['Basic', 'body', ...CALLS],
  },
  {
    name: 'express-oauth2-jwt-bearer',
    program: 'express-oauth2-jwt-bearer.js',
    from: 'npm',
    packages: ['express-oauth2-jwt-bearer@1.10.0', 'express@5.3.0'],
    algorithms: ['ES256', 'EdDSA', 'RS256'],
  },
  {
    name: 'passport-jwt',
    program: 'passport-jwt.js',
    from: 'npm',
    packages: ['passport-jwt@4.0.1', 'passport@0.7.0', 'jwks-rsa@4.1.0', 'express@5.3.0'],
    algorithms: ['ES256', 'RS256'],
  },
  {
    name: 'fastify-jwt-jwks',
    program: 'fastify-jwt-jwks.js',
    from: 'npm',
    packages: ['fastify-jwt-jwks@3.1.2', 'fastify@5.12.8'],
    algorithms: ['EdDSA', 'RS256'],
  },
  {
    name: 'go-oidc',
    program: 'go-oidc.go',
    from: 'Debian',
    packages: ['golang-github-coreos-go-oidc-dev', 'golang-go'],
    algorithms: ['ES256', 'EdDSA', 'RS256'],
  },
  {
    name: 'PyJWT',
    program: 'python-pyjwt.py',
    from: 'Debian',
    packages: ['python3-jwt', 'python3-cryptography'],
    algorithms: ['ES256', 'EdDSA', 'RS256'],
  },
  {
    name: 'mod_oauth2 (Apache)',
    program: 'mod_oauth2.conf',
    from: 'Debian',
    packages: ['libapache2-mod-oauth2', 'apache2-bin'],
    algorithms: ['ES256', 'RS256'],
  },
  {
    name: 'mod_auth_openidc (Apache)',
    program: 'mod_auth_openidc.conf',
    from: 'Debian',
    packages: ['libapache2-mod-auth-openidc', 'apache2-bin'],
    algorithms: ['ES256', 'RS256'],
  },
  {
    name: 'nginx njs',
    program: 'nginx-njs.conf',
    files: ['nginx-njs.js'],
    from: 'Debian',
    packages: ['libnginx-mod-http-js', 'nginx-core'],
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    introspects: true,
  },
]
