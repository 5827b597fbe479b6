// What is typed is never lost: kept here at every keystroke and on the server every few seconds; a save waits for a server
// that is away or a login that ran out. What the server has confirmed is no longer kept here: desks are shared.
(function () {
  const PAUSE = 2000, AGAIN = 5000;
  const form = document.querySelector("#visit");
  if (!form) return;
  const prefix = `banso.draft.${form.dataset.user}.`;
  const kept = form.querySelector("[data-kept]"), trouble = document.querySelector("#trouble");
  let version = 0, timer, sending = false, wantsSave = false, touched = false;

  const key = () => form.elements.draft.value;
  const address = () => form.dataset.keep.replace(/[0-9a-f-]{36}/, key());
  const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "draft");

  function here(content) {
    try {
      if (content) localStorage.setItem(prefix + key(), JSON.stringify(content));
      else localStorage.removeItem(prefix + key());
    } catch { /* no room or not allowed: the server still keeps it */ }
  }

  function token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie[1];
    return form.elements.csrfmiddlewaretoken.value;
  }

  function say(words, link) {
    if (trouble.dataset.words === words) return;
    trouble.dataset.words = words;
    trouble.hidden = !words;
    trouble.replaceChildren(words);
    if (link) trouble.append(link);
  }

  function loginLink() {
    const link = document.createElement("a");
    link.href = form.dataset.login;
    link.target = "_blank";
    link.textContent = "別の画面でログインする";
    return link;
  }

  // "ok", "away" (no server), "out" (not logged in), or the answer itself where the screen has to decide
  async function send(url, body, type) {
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    if (type) headers["Content-Type"] = type;
    let answer;
    try {
      answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" });
    } catch {
      return { state: "away" };
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return { state: "out" };
    if (answer.status >= 500) return { state: "away" };
    return { state: answer.ok ? "ok" : "refused", status: answer.status, said: await answer.json() };
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  function inTrouble(state) {
    const saving = wantsSave ? "自動で保存します。" : "書きかけを預けます。";
    if (state === "away") say(`サーバーにつながりません。入力した内容はこの端末に残っています。つながり次第、${saving}`);
    else say(`ログインの有効期限が切れました。入力した内容はこの端末に残っています。ログインし直すと、${saving} `, loginLink());
    later(AGAIN);
  }

  async function keep() {
    const sent = fields();
    const { state, status, said } = await send(address(), JSON.stringify({ version, fields: sent }), "application/json");
    if (state === "away" || state === "out") return inTrouble(state);
    if (status === 409) {
      form.elements.draft.value = crypto.randomUUID ? crypto.randomUUID() : newKey();
      version = 0;
      here({ fields: sent, version, at: Date.now() });
      kept.textContent = "ほかの画面でも書かれているため、この画面の内容は別の書きかけとして残します。";
      return later(0);
    }
    if (state === "refused") return void (kept.textContent = said.message);
    version = said.version;
    say("");
    if (JSON.stringify(sent) === JSON.stringify(fields())) here(null);
    else later(PAUSE);
    kept.textContent = `書きかけを預けました ${new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" })}`;
  }

  // where the page is not served securely there is no randomUUID
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  async function save() {
    here({ fields: fields(), version, at: Date.now() });
    const body = new FormData(form);
    body.delete("csrfmiddlewaretoken");
    const { state, said } = await send(form.action, body);
    if (state === "away" || state === "out") return inTrouble(state);
    wantsSave = false;
    say("");
    if (state === "ok") {
      here(null);
      touched = false;
      return location.assign(said.next);
    }
    const problems = document.querySelector("#problems");
    problems.innerHTML = said.errors;
    problems.scrollIntoView({ block: "start" });
    later(PAUSE);
  }

  async function act() {
    if (sending) return later(PAUSE);
    sending = true;
    try {
      await (wantsSave ? save() : touched ? keep() : null);
    } finally {
      sending = false;
    }
  }

  function changed() {
    touched = true;
    here({ fields: fields(), version, at: Date.now() });
    if (!trouble.dataset.words) later(PAUSE);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wantsSave = true;
    clearTimeout(timer);
    act();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && trouble.dataset.words) later(0);
  });

  function open(draftKey, draftVersion, content) {
    form.elements.draft.value = draftKey;
    version = draftVersion;
    touched = true;
    form.dispatchEvent(new CustomEvent("restore", { detail: content }));
  }

  function stored(draftKey) {
    try {
      return JSON.parse(localStorage.getItem(prefix + draftKey));
    } catch {
      return null;
    }
  }

  function offerWhatIsHere() {
    const shown = document.querySelector("#drafts"), list = shown.querySelector("ul");
    for (const name of Object.keys(localStorage).filter((n) => n.startsWith(prefix))) {
      const draftKey = name.slice(prefix.length), content = stored(draftKey);
      if (!content || draftKey === key() || list.querySelector(`[data-key="${draftKey}"]`)) continue;
      const values = Object.fromEntries(content.fields), item = document.createElement("li");
      const words = document.createElement("span"), go = document.createElement("button"), drop = document.createElement("button");
      words.textContent = `${new Date(content.at).toLocaleString("ja-JP", { dateStyle: "short", timeStyle: "short" })} ${values.new_name || values.company_text || ""} ${(values.note || "").slice(0, 30)}(この端末だけにあります)`;
      Object.assign(go, { type: "button", className: "small", textContent: "続きを書く" });
      Object.assign(drop, { type: "button", className: "plain small", textContent: "捨てる" });
      go.addEventListener("click", () => {
        shown.hidden = true;
        open(draftKey, content.version, content.fields);
        changed();
      });
      drop.addEventListener("click", () => {
        localStorage.removeItem(name);
        item.remove();
        shown.hidden = !list.children.length;
      });
      item.append(words, go, drop);
      list.append(item);
    }
    shown.hidden = !list.children.length;
  }

  const opened = document.querySelector("#opened-draft");
  if (opened) {
    const { version: latest, payload } = JSON.parse(opened.textContent), newer = stored(key());
    setTimeout(() => {
      open(key(), latest, newer ? newer.fields : payload.fields);
      if (newer) changed(); // what this browser alone has goes to the server
    });
  } else if (!document.querySelector("#problems [role=alert]")) {
    try {
      offerWhatIsHere();
    } catch { /* storage not allowed */ }
  }
})();
