// What `npm run package` puts together. The runtime and its version come from scripts/package.mjs.
export default {
  appId: 'org.rounds.console',
  productName: 'Rounds',
  executableName: 'rounds',
  directories: { output: 'dist' },
  files: [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'resources/**',
    'package.json',
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
  ],
  asar: true,
  // A native library can only be loaded from a real file.
  asarUnpack: ['node_modules/better-sqlite3/**'],
  // The native part is already built for the runtime in use.
  npmRebuild: false,
  publish: null,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    // Playwright attaches through the inspector, so only the build that the end-to-end tests drive keeps it.
    enableNodeCliInspectArguments: process.env['ROUNDS_PACKAGE_FOR_TESTS'] === '1',
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    // The snapshot that this fuse asks for is not part of the product.
    loadBrowserProcessSpecificV8Snapshot: false,
  },
  linux: { target: ['dir'], category: 'Utility', icon: 'resources/icon.png' },
};
