// What must happen before the program runs, in words an old browser understands (no modules, no
// arrow functions): the theme and the language are set before the first paint, and whatever keeps
// WebAssembly from starting is caught and told, with what to do about it.
(function () {
  "use strict";

  var root = document.documentElement;
  root.setAttribute("data-js", ""); // Without it, base.css hides "Loading…", which would never end.

  function stored(key, allowed) {
    var value = null;
    try {
      value = window.localStorage.getItem(key);
    } catch (refused) {
      // Storage may be forbidden (a sandboxed frame, a strict profile): then there is no choice kept.
    }
    return allowed.indexOf(value) >= 0 ? value : null;
  }

  var theme = stored("wireglass.theme", ["light", "dark"]);
  if (theme) {
    root.setAttribute("data-theme", theme);
    // The two `theme-color` tags follow the system; a chosen theme makes both of them say the same.
    var metas = document.querySelectorAll("meta[name='theme-color']");
    var color = metas.length === 2 ? metas[theme === "light" ? 0 : 1].getAttribute("content") : null;
    for (var i = 0; color && i < metas.length; i += 1) {
      metas[i].setAttribute("content", color);
    }
  }

  var wish = (navigator.language || "").toLowerCase().indexOf("zh") === 0 ? "zh" : "en";
  var lang = stored("wireglass.lang", ["en", "zh"]) || wish;
  root.lang = lang === "zh" ? "zh-CN" : "en";

  var reason = null;
  var hopeless = false;

  function show() {
    var failed = document.getElementById("boot-failed");
    if (!failed || reason === null) {
      return; // The body is not there yet: DOMContentLoaded calls again.
    }
    var fields = failed.querySelectorAll(".reason");
    for (var j = 0; j < fields.length; j += 1) {
      fields[j].textContent = reason;
    }
    document.getElementById("boot-wait").hidden = true;
    failed.hidden = false;
  }

  function fail(what) {
    if (reason === null) {
      reason = what; // The first failure is the cause; later ones follow from it.
      show();
    }
  }

  function onError(event) {
    var target = event.target;
    if (target && target !== window) {
      // A resource did not load. Only a script or its preload is fatal; a missing icon is not.
      var source = target.src || target.href || "";
      if (target.tagName === "SCRIPT" || target.rel === "modulepreload") {
        fail(source.replace(location.origin, ""));
      }
      return;
    }
    fail(event.message || "error");
  }

  function onRejection(event) {
    fail(String((event.reason && event.reason.message) || event.reason));
  }

  function listen(on) {
    var act = on ? "addEventListener" : "removeEventListener";
    window[act]("error", onError, true);
    window[act]("unhandledrejection", onRejection);
  }

  var boot = null;

  function wait(on) {
    boot = boot || document.getElementById("boot");
    if (on) {
      document.body.insertBefore(boot, document.body.firstChild);
    } else if (boot.parentNode) {
      boot.parentNode.removeChild(boot);
    }
  }

  // programs.js says when one of the programs is about to start, and when it is there.
  window.addEventListener("wireglass-starting", function () {
    if (hopeless) {
      return;
    }
    reason = null;
    listen(true);
    wait(true);
    document.getElementById("boot-wait").hidden = false;
    document.getElementById("boot-failed").hidden = true;
  });
  window.addEventListener("wireglass-started", function () {
    listen(false);
    wait(false);
  });
  listen(true);
  document.addEventListener("DOMContentLoaded", show);

  if (typeof WebAssembly !== "object") {
    hopeless = true;
    fail("WebAssembly: undefined");
  } else if (!("noModule" in document.createElement("script"))) {
    hopeless = true;
    fail("JavaScript modules: undefined");
  }
})();
