// The ballot: choose, see what was chosen, cast, keep the receipt. The page is whole without this script.
//
// A ballot has its id before it is sent and keeps it until there is an answer: sending it again is harmless, and a page
// that was closed in between asks for the receipt first.
(function () {
  "use strict";
  // Every text that is shown, by its key in the page's list of words.
  var WORDS = [
    "vote_loading", "vote_open", "vote_not_open", "vote_paused", "vote_closed", "vote_unreachable", "vote_no_worker",
    "vote_chosen", "vote_chosen_none", "vote_too_few", "vote_full", "vote_preparing", "vote_sending", "vote_waiting",
    "vote_again", "vote_done", "vote_kept", "vote_number", "vote_save", "vote_copy", "vote_copied",
    "vote_receipt", "vote_receipt_note", "vote_failed", "vote_code_missing", "vote_lost", "vote_separator"
  ];
  var TRIES = 4, PATIENCE = 15000;

  var root = document.querySelector("[data-ballot]");
  if (!root || !window.fetch || !window.Promise || !window.Uint8Array) { return; }
  var service = root.getAttribute("data-service") + "/elections/" + root.getAttribute("data-election");
  var isChinese = document.documentElement.lang.indexOf("en") !== 0;
  var words = readWords();
  var worker = null, jobs = {}, lastJob = 0;

  function readWords() {
    var table = {};
    Array.prototype.forEach.call(root.querySelectorAll("[data-words] dt"), function (term) {
      table[term.textContent] = term.nextElementSibling.textContent;
    });
    WORDS.forEach(function (key) { if (!(key in table)) { throw new Error("the page lacks the words " + key); } });
    return table;
  }

  function say(key) {
    var values = arguments;
    return words[key].replace(/\{(\d)\}/g, function (whole, place) { return String(values[Number(place) + 1]); });
  }

  // ---- what is kept in this browser

  function kept(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
  }

  function keep(name, value) {
    try {
      if (value) { localStorage.setItem(name, JSON.stringify(value)); } else { localStorage.removeItem(name); }
    } catch (error) { /* the vote goes on without */ }
  }

  // ---- bytes

  function encoded(bytes) {
    return btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function decoded(text) {
    var binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, function (character) { return character.charCodeAt(0); });
  }

  // ---- the service

  function after(milliseconds) {
    return new Promise(function (resolve) { setTimeout(resolve, milliseconds); });
  }

  // An answer {status, body}; status 0 where none came.
  function ask(path, body) {
    var options = { credentials: "same-origin", cache: "no-store" };
    if (body) {
      options.method = "POST";
      options.headers = { "Content-Type": "application/json" };
      options.body = JSON.stringify(body);
    }
    var answer = fetch(service + path, options).then(function (response) {
      return response.json().then(
        function (value) { return { status: response.status, body: value }; },
        function () { return { status: response.ok ? 0 : response.status, body: {} }; });
    });
    var end = after(PATIENCE).then(function () { return { status: 0, body: {} }; });
    return Promise.race([answer, end]).catch(function () { return { status: 0, body: {} }; });
  }

  function message(answer) {
    return (isChinese ? answer.body.title : answer.body.title_en) || say("vote_failed", answer.status || "–");
  }

  // ---- puzzles

  function solver() {
    if (!worker) {
      worker = new Worker(root.getAttribute("data-worker"));
      worker.onmessage = function (event) {
        var job = jobs[event.data.id];
        if (!job) { return; }
        job.progress(event.data.done);
        if (event.data.solution) {
          delete jobs[event.data.id];
          job.resolve(event.data.solution);
        }
      };
      worker.onerror = function () {
        Object.keys(jobs).forEach(function (id) { jobs[id].reject(new Error("vote_no_worker")); });
        jobs = {};
        worker = null;
      };
    }
    return worker;
  }

  function solve(challenge, progress) {
    return new Promise(function (resolve, reject) {
      lastJob += 1;
      jobs[lastJob] = { resolve: resolve, reject: reject, progress: progress };
      solver().postMessage({
        id: lastJob, challenge: decoded(challenge.challenge), count: challenge.k, bits: challenge.bits
      });
    });
  }

  // ---- one award's ballot

  function Ballot(form) {
    this.form = form;
    this.award = form.getAttribute("data-award");
    this.least = Number(form.getAttribute("data-min"));
    this.most = Number(form.getAttribute("data-max"));
    this.boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=choice]"));
    this.bar = form.querySelector("[data-bar]");
    this.chosen = form.querySelector("[data-chosen]");
    this.outcome = form.querySelector("[data-outcome]");
    this.button = form.querySelector("button[type=submit]");
    this.place = "gridshow-vote/" + root.getAttribute("data-election") + "/" + this.award;
    this.work = null;
    var ballot = this;
    form.addEventListener("change", function (event) { if (event.target.name === "choice") { ballot.choose(); } });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      ballot.cast();
    });
  }

  Ballot.prototype.open = function () {
    this.boxes.forEach(function (box) { box.hidden = box.disabled = false; });
    if (root.getAttribute("data-identity") === "code") { this.form.querySelector("[data-code]").hidden = false; }
    this.bar.hidden = false;
    this.show();
    this.recover();
  };

  Ballot.prototype.picked = function () {
    return this.boxes.filter(function (box) { return box.checked; });
  };

  // The first choice starts the puzzle, so that it is usually solved when the ballot is cast.
  Ballot.prototype.choose = function () {
    this.show();
    if (!this.work && this.picked().length) { this.prepare(); }
  };

  Ballot.prototype.show = function () {
    var picked = this.picked(), isFull = picked.length >= this.most;
    this.boxes.forEach(function (box) { box.disabled = isFull && !box.checked; });
    var names = picked.map(function (box) { return box.getAttribute("data-name"); }).join(words.vote_separator);
    this.chosen.textContent = picked.length
      ? say("vote_chosen", picked.length, this.most, names) + (isFull && this.most > 1 ? " " + say("vote_full") : "")
      : say("vote_chosen_none", this.least, this.most);
  };

  // Asks for a challenge and solves it; resolves to {challenge, solution} or to the answer that refused it.
  Ballot.prototype.prepare = function () {
    var ballot = this;
    var work = ask("/challenges", { v: 1, category: this.award }).then(function (answer) {
      if (answer.status !== 200) {
        ballot.work = null;
        return { refusal: answer };
      }
      return solve(answer.body, function (done) { ballot.progress(done, answer.body.k); }).then(function (solution) {
        return { challenge: answer.body.challenge, solution: solution };
      });
    });
    work.catch(function () { ballot.work = null; });
    this.work = work;
    return work;
  };

  Ballot.prototype.progress = function (done, count) {
    if (this.isCasting) { this.tell(say("vote_preparing", Math.round(100 * done / count))); }
  };

  Ballot.prototype.cast = function () {
    var picked = this.picked(), field = this.form.querySelector("input[name=code]");
    if (this.isCasting) { return; }
    if (picked.length < this.least) { return this.tell(say("vote_too_few", this.least), true); }
    var needsCode = root.getAttribute("data-identity") === "code";
    if (needsCode && !field.value.trim()) {
      this.tell(say("vote_code_missing"), true);
      return field.focus();
    }
    var wish = {
      id: encoded(crypto.getRandomValues(new Uint8Array(16))),
      choices: picked.map(function (box) { return box.value; })
    };
    if (needsCode) { wish.code = field.value.trim(); }
    var ballot = this, before = kept(this.place + "/pending");
    // The same wish keeps its id, so that it can never count twice. Before another wish goes out, it must be known that
    // the one without an answer was not counted.
    if (before && String(before.choices) === String(wish.choices) && before.code === wish.code) { wish = before; }
    if (!before || before === wish) { return this.begin(wish); }
    this.busy(true);
    ask("/receipts/" + before.id).then(function (answer) {
      if (answer.status === 200) { return ballot.done(answer.body, before); }
      if (answer.status === 404) { return ballot.begin(wish); }
      ballot.busy(false);
      ballot.tell(say("vote_lost"), true);
    });
  };

  Ballot.prototype.begin = function (wish) {
    keep(this.place + "/pending", wish);
    this.send(wish, 1);
  };

  Ballot.prototype.send = function (wish, attempt) {
    var ballot = this;
    this.busy(true);
    this.tell(say("vote_preparing", 0));
    (this.work || this.prepare()).then(function (work) {
      if (work.refusal) { return work.refusal; }
      ballot.tell(say("vote_sending"));
      var body = {
        v: 1, category: ballot.award, choices: wish.choices, ballot_id: wish.id, challenge: work.challenge,
        solution: work.solution
      };
      if (wish.code) { body.code = wish.code; }
      return ask("/ballots", body);
    }).then(function (answer) { ballot.answered(answer, wish, attempt); }, function () {
      ballot.busy(false);
      ballot.tell(say("vote_no_worker"), true);
    });
  };

  // Codes after which the same ballot is sent again with another puzzle.
  var STALE = { E_POW_EXPIRED: 1, E_POW_BINDING: 1, E_POW_INVALID: 1, E_CHALLENGE_USED: 1 };

  Ballot.prototype.answered = function (answer, wish, attempt) {
    var ballot = this, code = answer.body.code;
    if (answer.status === 200 || answer.status === 201) { return this.done(answer.body, wish); }
    var isTrouble = answer.status === 0 || answer.status === 503 || answer.status === 502 || answer.status === 504;
    if ((STALE[code] || isTrouble) && attempt < TRIES) {
      if (STALE[code]) { this.work = null; }
      var pause = isTrouble ? 1000 * (answer.body.retry_after || attempt) : 0;
      if (pause) { this.tell(say("vote_waiting", Math.ceil(pause / 1000))); }
      return after(pause).then(function () { ballot.send(wish, attempt + 1); });
    }
    this.busy(false);
    this.work = null;
    // Refused for good: the next ballot is another one. Without an answer it stays the same.
    if (!isTrouble && answer.status !== 429) { keep(this.place + "/pending", null); }
    this.tell(isTrouble && answer.status === 0 ? say("vote_lost") : message(answer), true);
  };

  Ballot.prototype.busy = function (isBusy) {
    this.isCasting = isBusy;
    this.button.disabled = isBusy;
    this.form.setAttribute("aria-busy", String(isBusy));
  };

  // Shows what is going on; a fault is announced at once.
  Ballot.prototype.tell = function (text, isFault) {
    this.outcome.hidden = false;
    this.outcome.className = isFault ? "ballot-outcome is-fault" : "ballot-outcome";
    this.outcome.setAttribute("role", isFault ? "alert" : "status");
    this.outcome.textContent = text;
  };

  // A ballot that was sent before this page was opened, or one that is in the log.
  Ballot.prototype.recover = function () {
    var ballot = this, wish = kept(this.place + "/pending"), receipt = kept(this.place + "/receipt");
    if (receipt) { this.thank(receipt, "vote_kept"); }
    if (!wish) { return; }
    ask("/receipts/" + wish.id).then(function (answer) {
      if (answer.status === 200) { return ballot.done(answer.body, wish); }
      ballot.boxes.forEach(function (box) { box.checked = wish.choices.indexOf(box.value) >= 0; });
      ballot.show();
      ballot.tell(say("vote_again"));
    });
  };

  Ballot.prototype.done = function (body, wish) {
    var boxes = this.boxes;
    var names = wish.choices.map(function (value) {
      var box = boxes.filter(function (candidate) { return candidate.value === value; })[0];
      return box ? box.getAttribute("data-name") : value;
    });
    var receipt = { number: body.seq, names: names, text: body.receipt };
    keep(this.place + "/pending", null);
    keep(this.place + "/receipt", receipt);
    this.busy(false);
    this.work = null;
    this.boxes.forEach(function (box) { box.checked = false; });
    this.show();
    this.thank(receipt, "vote_done");
    this.outcome.focus();
  };

  function element(name, text, into) {
    var made = document.createElement(name);
    made.textContent = text;
    into.appendChild(made);
    return made;
  }

  Ballot.prototype.thank = function (receipt, key) {
    this.tell("");
    this.outcome.className = "ballot-outcome is-done";
    element("p", say(key, receipt.names.join(words.vote_separator)), this.outcome).className = "ballot-thanks";
    element("p", say("vote_number", receipt.number), this.outcome);
    var actions = element("p", "", this.outcome), name = this.place.replace(/\W+/g, "-") + "-" + receipt.number;
    actions.className = "ballot-actions";
    var link = element("a", say("vote_save"), actions);
    link.href = URL.createObjectURL(new Blob([receipt.text], { type: "text/plain" }));
    link.download = name + ".tlog-proof";
    var button = element("button", say("vote_copy"), actions);
    button.type = "button";
    var details = element("details", "", this.outcome);
    element("summary", say("vote_receipt"), details);
    element("p", say("vote_receipt_note"), details);
    var text = element("textarea", receipt.text, details);
    text.readOnly = true;
    text.rows = 8;
    text.setAttribute("aria-label", say("vote_receipt"));
    // Where a browser keeps scripts from the clipboard, the selected text can be copied by hand.
    button.addEventListener("click", function () {
      details.open = true;
      text.focus();
      text.select();
      var isCopied = false;
      try { isCopied = document.execCommand("copy"); } catch (error) { /* stays selected */ }
      if (isCopied) { button.textContent = say("vote_copied"); }
    });
  };

  // ---- the page

  var state = root.querySelector("[data-ballot-state]"), off = root.querySelector("[data-ballot-off]");
  var STATES = {
    draft: "vote_not_open", announced: "vote_not_open", paused: "vote_paused", closed: "vote_closed",
    published: "vote_closed", frozen: "vote_closed", annulled: "vote_closed"
  };

  function stateWords(body) {
    if (body.state !== "open") { return STATES[body.state] || "vote_unreachable"; }
    return body.now < body.opens ? "vote_not_open" : body.now >= body.closes ? "vote_closed" : "vote_open";
  }

  // A copy of the site on a disk has no service.
  if (location.protocol === "file:") { return; }
  state.textContent = say("vote_loading");
  ask("").then(function (answer) {
    var key = answer.status === 200 ? stateWords(answer.body) : "vote_unreachable";
    state.textContent = say(key);
    root.setAttribute("data-state", key.slice(5));
    if (key !== "vote_open") { return; }
    if (!window.Worker) {
      state.textContent = say("vote_no_worker");
      return;
    }
    off.hidden = true;
    Array.prototype.forEach.call(root.querySelectorAll("form[data-award]"), function (form) { new Ballot(form).open(); });
  });
})();
