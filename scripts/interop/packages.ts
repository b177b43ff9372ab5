import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import type { Client } from './clients.ts'

/** The variables with which programs find installed packages, and the version of the client's own. */
export type Installed = { version: string; variables: Record<string, string> }

/** Installs a client's packages below a folder. @throws {Error} if they cannot be had */
export function install({ from, packages }: Client, folder: string): Installed {
  return from === 'npm' ? installFromNpm(packages, folder) : installFromDebian(packages, folder)
}

function installFromNpm(packages: string[], folder: string): Installed {
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--prefix', folder]
  run('npm', ['install', ...options, ...packages], folder)
  return { version: packages[0]?.split('@').at(-1) ?? '', variables: {} }
}

/** Unpacks what the system lacks into a folder, which changes nothing on the system. */
function installFromDebian(packages: string[], folder: string): Installed {
  const archives = join(folder, 'archives')
  const root = join(folder, 'root')
  mkdirSync(join(archives, 'partial'), { recursive: true })
  mkdirSync(root)
  const options = ['--yes', '--download-only', '--no-install-recommends']
  const places = ['-o', `Dir::Cache::archives=${archives}`, '-o', 'Debug::NoLocking=true']
  run('apt-get', ['install', ...options, ...places, ...packages], folder)
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb')))
    run('dpkg-deb', ['--extract', join(archives, file), root], folder)
  return { version: debianVersion(packages[0] ?? '', archives), variables: debianVariables(root, folder) }
}

/** Returns the version of a downloaded package, else of the one that the system has. */
function debianVersion(name: string, archives: string): string {
  const downloaded = readdirSync(archives).find((file) => file.startsWith(`${name}_`))
  if (downloaded) return decodeURIComponent(downloaded.split('_')[1] ?? '')
  return run('dpkg-query', ['--show', name], archives).trim().split('\t')[1] ?? ''
}

/** Returns the variables by which each language searches the folder, then the system. */
function debianVariables(root: string, folder: string): Record<string, string> {
  const [go] = globSync(['usr/lib/go-*'], { cwd: root })
  const [libraries] = globSync(['usr/lib/*-linux-*'], { cwd: root })
  const below = (...patterns: string[]) =>
    [...globSync(patterns, { cwd: root }).map((path) => join(root, path))].join(delimiter)
  return {
    PATH: [below('usr/sbin', 'usr/bin'), process.env.PATH, '/usr/sbin'].join(delimiter),
    LD_LIBRARY_PATH: libraries ? join(root, libraries) : '',
    PYTHONPATH: below('usr/lib/python3/dist-packages'),
    RUBYLIB: below(
      'usr/share/rubygems-integration/all/gems/*/lib',
      'usr/lib/ruby/vendor_ruby',
      'usr/lib/ruby/[0-9]*',
      'usr/lib/*/ruby/[0-9]*',
    ),
    PERL5LIB: below('usr/share/perl5', 'usr/lib/*/perl5/*'),
    GOPATH: [below('usr/share/gocode'), '/usr/share/gocode'].join(delimiter),
    GOROOT: go ? join(root, go) : '',
    GOCACHE: join(folder, '../go-cache'),
    GO111MODULE: 'off',
    CGO_ENABLED: '0',
    MODULES: linkModules(root, folder),
  }
}

/** Links the modules of Apache and nginx, of the system and of the folder, into one folder. */
function linkModules(root: string, folder: string): string {
  const modules = join(folder, 'modules')
  mkdirSync(modules)
  for (const path of globSync('usr/lib/{apache2,nginx}/modules/*.so', { cwd: root }))
    symlinkSync(join(root, path), join(modules, basename(path)))
  for (const path of globSync('/usr/lib/{apache2,nginx}/modules/*.so'))
    if (!existsSync(join(modules, basename(path)))) symlinkSync(path, join(modules, basename(path)))
  return modules
}

function run(command: string, options: string[], cwd: string): string {
  const { error, status, stdout, stderr } = spawnSync(command, options, { cwd, encoding: 'utf8' })
  if (error) throw new Error(`${command} does not start: ${error.message}`)
  if (status !== 0) throw new Error(`${command}: ${stderr.trim().split('\n', 2).join('; ')}`)
  return stdout
}
