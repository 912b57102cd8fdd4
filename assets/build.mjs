// Compile assets/ into src/terang/base/ui/static/ui/. With --check, only tell whether the committed files equal their sources.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { compile } from "sass";

const OUT = new URL("../src/terang/base/ui/static/ui/", import.meta.url);
const source = (name) => new URL(name, import.meta.url);

// What GOV.UK Frontend repeats in each component, the body says once.
const REPEATED = [
  [/var\((--govuk-[a-z-]+), #[0-9a-f]+\)/g, "var($1)"],
  [/^\s*(-webkit-font-smoothing: antialiased|-moz-osx-font-smoothing: grayscale|font-family: inherit);$/gm, ""],
];

const style = async () => {
  const { css } = compile(source("styles/terang.scss").pathname, { charset: false, quietDeps: true });
  const once = REPEATED.reduce((text, [pattern, instead]) => text.replaceAll(pattern, instead), css);
  const { code } = await transform(once, { loader: "css", minify: true, charset: "utf8", target: ["chrome87", "firefox84", "safari14"] });
  return `/*! Contains GOV.UK Frontend 6.6.0, (c) Crown copyright (Government Digital Service), MIT licence */\n${code}`;
};

const script = async () => {
  const text = await readFile(source("scripts/terang.js"), "utf8");
  const { code } = await transform(text, { loader: "js", format: "esm", minify: true, charset: "utf8", target: "es2020" });
  return code;
};

// What was compiled from what: lets anyone without Node see that a source changed and nobody compiled it.
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
const record = async (files) => {
  const sources = ["build.mjs", "package-lock.json"];
  for (const folder of ["scripts", "styles"]) sources.push(...(await readdir(source(folder))).map((name) => `${folder}/${name}`));
  const read = {};
  for (const name of sources.sort()) read[name] = digest(await readFile(source(name)));
  return `${JSON.stringify({ sources: read, made: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, digest(text)])) }, null, 2)}\n`;
};

const made = { "terang.css": await style(), "terang.js": await script() };
const written = { ...Object.fromEntries(Object.entries(made).map(([name, text]) => [new URL(name, OUT), text])), [source("built.json")]: await record(made) };
let stale = 0;
for (const [address, text] of Object.entries(written)) {
  const path = new URL(address);
  const name = path.pathname.split("/").at(-1);
  if (!process.argv.includes("--check")) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    stale += 1;
    console.error(`${name} differs from its source: run "npm ci && npm run build" in assets/ and commit the result`);
  }
  console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
}
process.exitCode = stale ? 1 : 0;
