const api = "/api/admin";
var pending = {};

function load(name, done) {
  var request = new XMLHttpRequest();
  request.open("GET", api + "/" + name);
  request.onload = function (event) {
    if (request.status == 200) {
      done(JSON.parse(request.responseText));
    } else {
      console.log("failed: " + name);
    }
  };
  request.send();
}

function save(name, data, done) {
  var request = new XMLHttpRequest();
  request.open("POST", api + "/" + name);
  request.onload = function (event) {
    if (request.status == 200) {
      done();
    } else {
      console.log("failed: " + name);
    }
  };
  request.send(JSON.stringify(data));
}

function later(name, data) {
  pending[name] = data;
  setTimeout("flush()", 1000);
}

function flush() {
  for (let name in pending) {
    let data = pending[name];
    save(name, data, function () { delete pending[name]; });
  }
}

function table(rows) {
  let html = "";
  for (let row of rows) {
    let cells = Object.values(row);
    html += "<tr><td>" + cells.join("</td><td>") + "</td></tr>";
  }
  document.write("<table>" + html + "</table>");
}

function sorted(rows, key) {
  return rows.sort(function (a, b) {
    if (a[key] == b[key]) return 0;
    return a[key] < b[key] ? -1 : 1;
  });
}

module.exports = { load, later, flush, table, sorted };
