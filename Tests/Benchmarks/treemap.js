// The maps of GraphicsBenchmark drawn with d3-hierarchy: hierarchy, sum, squarified treemap, and a string of
// equivalent markup. Prints the milliseconds of one drawing, warm, or writes the SVG.
//
// usage: node treemap.js DATA.json SECONDS | node treemap.js DATA.json --svg
"use strict";
const fs = require("fs");
const d3 = require("/usr/share/nodejs/d3-hierarchy");

const HEADER = 24;
const PAD = 3;
const FONT = 12;
const MOST_SPACIOUS_CELLS = 500;
const MOST_SINGLE_CELLS = 2000;
const data = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));

const layout = d3.treemap().size([data.width, data.height])
  .paddingTop((node) => (node.depth === 1 ? HEADER : 0))
  .paddingLeft((node) => (node.depth === 1 ? PAD : 0))
  .paddingRight((node) => (node.depth === 1 ? PAD : 0))
  .paddingBottom((node) => (node.depth === 1 ? PAD : 0));

// Two decimals by way of a whole number: three times as fast here as the engine's shortest form of a fraction.
const decimals = Array.from({ length: 100 }, (_, i) => (i ? `.${i < 10 ? "0" : ""}${i}`.replace(/0$/, "") : ""));
function number(value) {
  const hundredths = Math.round(value * 100);
  const whole = (hundredths / 100) | 0;
  return whole + decimals[hundredths - whole * 100];
}

function path(node) {
  const left = number(node.x0);
  return `M${left} ${number(node.y0)}H${number(node.x1)}V${number(node.y1)}H${left}z`;
}

function shade(value) {
  let level = 0;
  while (level < data.thresholds.length && value >= data.thresholds[level]) level += 1;
  return level;
}

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const special = /[&<>"]/;
const escape = (text) => (special.test(text) ? text.replace(/[&<>"]/g, (sign) => escapes[sign]) : text);
// As d3 pages do it: no measuring, one em for a character.
const width = (text) => text.length * FONT;
const text = (words, x, y) => `<text x="${Math.round(x)}" y="${Math.round(y)}">${escape(words)}</text>`;

function label(node) {
  const { name, text: value, short } = node.data;
  const room = node.x1 - node.x0 - 4;
  const height = node.y1 - node.y0 - 4;
  const x = (node.x0 + node.x1) / 2;
  const y = (node.y0 + node.y1) / 2;
  if (width(name) <= room && width(value) <= room && height >= 26) return text(name, x, y - 3) + text(value, x, y + 11);
  if (width(name) <= room && height >= FONT) return text(name, x, y + 4);
  return width(short) <= room && height >= FONT ? text(short, x, y + 4) : "";
}

// As ours: links from 24 pixels on; above 500 cells a cell with a label has no title.
function cell(node, isDense) {
  const { code, name, text: value } = node.data;
  const words = label(node);
  const title = isDense && words ? "" : `<title>${escape(name)} ${escape(value)}</title>`;
  const shape = `class="q${shade(node.data.shade)}" d="${path(node)}"`;
  if (node.x1 - node.x0 >= 24 && node.y1 - node.y0 >= 24) {
    return `<a id="c-${code}" href="#r-${code}" tabindex="-1">${title}<path ${shape}/>${words}</a>`;
  }
  return `<path id="c-${code}" ${shape}${title ? `>${title}</path>` : "/>"}${words}`;
}

function merged(nodes) {
  const paths = ["", "", "", "", ""];
  for (const node of nodes) paths[shade(node.data.shade)] += path(node);
  return paths.map((d, level) => (d ? `<path class="q${level}" d="${d}"/>` : "")).join("");
}

function draw() {
  const root = d3.hierarchy(data.root).sum((unit) => unit.value || 0);
  layout(root);
  const cells = root.leaves().length;
  const isMerged = cells > MOST_SINGLE_CELLS;
  let svg = `<svg class="map" viewBox="0 0 ${data.width} ${data.height}" width="${data.width}" ` +
    `height="${data.height}" role="group" aria-labelledby="cap">`;
  for (const group of root.children) {
    const { code, name } = group.data;
    const head = `<a id="c-${code}" href="#r-${code}"><title>${escape(name)}</title><path d="${path(group)}"/>` +
      text(name, (group.x0 + group.x1) / 2, group.y0 + 16);
    if (isMerged) svg += `${head}${merged(group.children)}</a>`;
    else svg += `${head}</a>${group.children.map((node) => cell(node, cells > MOST_SPACIOUS_CELLS)).join("")}`;
  }
  return svg + "</svg>\n";
}

function median(seconds) {
  const times = [];
  let sum = 0;
  const start = process.hrtime.bigint();
  while (Number(process.hrtime.bigint() - start) < seconds * 1e9) {
    const before = process.hrtime.bigint();
    sum += Buffer.from(draw()).length;
    times.push(Number(process.hrtime.bigint() - before) / 1e6);
  }
  // The first quarter is left out: the compiler of the engine is still at work.
  const warm = times.slice(times.length >> 2).sort((a, b) => a - b);
  return sum > 0 ? warm[warm.length >> 1] : NaN;
}

if (process.argv[3] === "--svg") process.stdout.write(draw());
else console.log(median(Number(process.argv[3])));
