"""A pnpm lockfile of each layout that pnpm has had since version 5."""

from __future__ import annotations

V9 = """lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      '@s/app':
        specifier: ^1.0.0
        version: 1.2.3(peer@2.0.0)
      lib:
        specifier: workspace:*
        version: link:packages/lib
    optionalDependencies:
      extra:
        specifier: ^4.0.0
        version: 4.0.0
    devDependencies:
      node:
        specifier: runtime:^24.0.0
        version: runtime:24.4.1
      old:
        specifier: npm:real@^1.0.0
        version: real@1.0.0

  packages/lib:
    dependencies:
      from-git:
        specifier: team/from-git
        version: https://git.example/team/from-git/tar.gz/0123

packages:

  '@s/app@1.2.3':
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    engines: {node: '>=18'}
    peerDependencies:
      peer: ^2.0.0

  copied@file:packages/copied:
    resolution: {directory: packages/copied, type: directory}

  extra@4.0.0:
    resolution: {integrity: sha512-bad}
    cpu: [x64]

  from-git@https://git.example/team/from-git/tar.gz/0123:
    resolution: {tarball: https://git.example/team/from-git/tar.gz/0123}
    version: 0.9.0

  injected@file:packages/lib:
    resolution: {directory: packages/lib, type: directory}

  lonely@1.0.0:
    resolution: {integrity: sha512-bad}
    deprecated: |-
      Not maintained.

      Use another one: "better".

  node@runtime:24.4.1:
    hasBin: true
    resolution:
      type: variations
      variants:
        - resolution:
            archive: tarball
            type: binary
          targets:
            - cpu: x64
              os: linux
    version: 24.4.1

  peer@2.0.0:
    resolution: {integrity: sha512-bad}

  peer@3.0.0-rc.1:
    resolution: {integrity: sha512-bad}

  real@1.0.0:
    resolution: {integrity: sha512-bad}

snapshots:

  '@s/app@1.2.3(peer@2.0.0)':
    dependencies:
      peer: 2.0.0
    optionalDependencies:
      copied: file:packages/copied

  '@s/app@1.2.3(peer@3.0.0-rc.1)':
    dependencies:
      peer: 3.0.0-rc.1

  copied@file:packages/copied: {}

  extra@4.0.0:
    optional: true

  from-git@https://git.example/team/from-git/tar.gz/0123: {}

  injected@file:packages/lib: {}

  lonely@1.0.0: {}

  node@runtime:24.4.1: {}

  peer@2.0.0: {}

  peer@3.0.0-rc.1: {}

  real@1.0.0:
    dependencies:
      '@s/app': 1.2.3(peer@3.0.0-rc.1)
"""

V6 = """lockfileVersion: '6.0'

dependencies:
  a:
    specifier: ^1.0.0
    version: 1.0.0(b@2.0.0)

packages:

  /a@1.0.0(b@2.0.0):
    resolution: {integrity: sha512-bad}
    dependencies:
      b: 2.0.0
      c: registry.example/c@3.0.0
    dev: false

  /b@2.0.0:
    resolution: {integrity: sha512-bad}

  '@files.example/d/tarball/4.0.0':
    resolution: {tarball: https://files.example/d/tarball/4.0.0}
    name: d
    version: 4.0.0
    dev: true

  registry.example/c@3.0.0:
    resolution: {integrity: sha512-bad}
    optional: true
"""

V5 = """lockfileVersion: 5.4

specifiers:
  a: ^1.0.0

dependencies:
  a: 1.0.0_b@2.0.0

packages:

  /a/1.0.0_b@2.0.0:
    resolution: {integrity: sha512-bad}
    dependencies:
      b: 2.0.0
      old-b: /b/1.0.0
    dev: false

  /@s/x/1.0.0_@types+babel__core@7.1.14:
    resolution: {integrity: sha512-bad}
    dev: true

  /b/1.0.0:
    resolution: {integrity: sha512-bad}

  /b/2.0.0:
    resolution: {integrity: sha512-bad}

  git.example/team/y:
    resolution: {tarball: https://git.example/team/y}

  registry.example/@s/z/3.0.0:
    resolution: {integrity: sha512-bad}
    optional: true
"""

USUAL = """lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      '@s/a':
        specifier: ^1.0.0
        version: 1.0.0(b@2.0.0)

packages:

  '@s/a@1.0.0':
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    engines: {node: '>=18', npm: ^8.0.0 || >=9}
    cpu: [x64, '!arm']
    os: [linux]
    deprecated: 'it''s: old # yes'
    hasBin: true
    peerDependencies:
      b: ^2.0.0 || 3
      '@s/c': '*'
    peerDependenciesMeta:
      '@s/c':
        optional: true

  b@2.0.0:
    resolution: {integrity: sha512-bad}
    deprecated: Use another one

snapshots:

  '@s/a@1.0.0(b@2.0.0)':
    dependencies:
      b: 2.0.0
      d: 1.0.0
    optionalDependencies:
      '@s/e': 2.0.0
    transitivePeerDependencies:
      - supports-color
    dev: false

  b@2.0.0: {}

  d@1.0.0:
    dependencies:
      '@s/a': 1.0.0(b@2.0.0)
    optional: true
"""
"""Entries as they usually are, with all that usually stands in them."""
