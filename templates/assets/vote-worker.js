// Solves the sixteen puzzles of a ballot: for each i a number n such that SHA-256(seed, i, n) begins with `bits` zero
// bits, where seed = SHA-256 of the challenge's first 96 bytes. Synchronous, since WebCrypto is far slower for messages
// this short. SHA-256 as in FIPS 180-4.
(function () {
  "use strict";
  var constants = new Int32Array(64), start = new Int32Array(8), schedule = new Int32Array(64);

  // The first 32 bits of the fractional parts of the roots of the first 64 primes.
  (function () {
    var found = 0, number = 2, divisor;
    while (found < 64) {
      for (divisor = 2; divisor * divisor <= number && number % divisor; divisor += 1) { /* looks for a divisor */ }
      if (divisor * divisor > number) {
        if (found < 8) { start[found] = (Math.sqrt(number) % 1) * 4294967296; }
        constants[found] = (Math.cbrt(number) % 1) * 4294967296;
        found += 1;
      }
      number += 1;
    }
  })();

  // Takes the block in schedule[0..15] into the state.
  function compress(state) {
    var a = state[0], b = state[1], c = state[2], d = state[3];
    var e = state[4], f = state[5], g = state[6], h = state[7];
    var index, x, y, first, second;
    for (index = 16; index < 64; index += 1) {
      x = schedule[index - 15];
      y = schedule[index - 2];
      schedule[index] = (((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + schedule[index - 7] +
        ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) + schedule[index - 16]) | 0;
    }
    for (index = 0; index < 64; index += 1) {
      first = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) +
        constants[index] + schedule[index]) | 0;
      second = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ c & (a ^ b))) | 0;
      h = g; g = f; f = e;
      e = (d + first) | 0;
      d = c; c = b; b = a;
      a = (first + second) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  function word(bytes, offset) {
    return bytes[offset] << 24 | bytes[offset + 1] << 16 | bytes[offset + 2] << 8 | bytes[offset + 3];
  }

  // The hash of `bytes` as eight words.
  function hash(bytes) {
    var padded = new Uint8Array((bytes.length + 72) >> 6 << 6), state = new Int32Array(start), block, index;
    padded.set(bytes);
    padded[bytes.length] = 128;
    for (index = 0; index < 4; index += 1) { padded[padded.length - 1 - index] = bytes.length * 8 >>> 8 * index; }
    for (block = 0; block < padded.length; block += 64) {
      for (index = 0; index < 16; index += 1) { schedule[index] = word(padded, block + 4 * index); }
      compress(state);
    }
    return state;
  }

  // The lowest answer to puzzle number `puzzle`.
  function solve(seed, puzzle, bits) {
    var state = new Int32Array(8), answer = 0;
    for (;;) {
      state.set(start);
      schedule.set(seed);
      schedule[8] = puzzle;
      schedule[9] = answer;
      schedule[10] = -2147483648;
      schedule.fill(0, 11, 15);
      schedule[15] = 320;
      compress(state);
      if (state[0] >>> 32 - bits === 0) { return answer; }
      answer += 1;
    }
  }

  self.onmessage = function (event) {
    var job = event.data, seed = hash(job.challenge.subarray(0, 96)), solution = [], puzzle;
    for (puzzle = 0; puzzle < job.count; puzzle += 1) {
      solution.push(solve(seed, puzzle, job.bits));
      self.postMessage({ id: job.id, done: puzzle + 1, solution: puzzle + 1 === job.count ? solution : null });
    }
  };
})();
