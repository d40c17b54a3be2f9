var cart = [];
var discount = 0;

function find(id) {
  for (var i = 0; i < cart.length; i++) {
    if (cart[i].id == id) {
      return cart[i];
    }
  }
  return null;
}

function add(id, price, amount) {
  var line = find(id);
  if (line == null) {
    line = { id: id, price: price, amount: 0 };
    cart.push(line);
  }
  line.amount += amount;
  console.log("added " + id);
}

function remove(id) {
  var line = find(id);
  if (line == null) {
    return false;
  }
  cart = cart.filter(function (other) { return other != line; });
  return true;
}

function total() {
  var sum = 0;
  for (var i in cart) {
    sum += cart[i].price * cart[i].amount;
  }
  if (discount != 0) {
    sum = sum * (1 - discount);
  }
  return sum;
}

function voucher(code) {
  var rule = window.vouchers[code];
  if (rule == undefined) {
    alert("no such voucher");
    return;
  }
  discount = eval(rule);
}

function show(target) {
  var html = "<ul>";
  for (var i = 0; i < cart.length; i++) {
    html += "<li>" + cart[i].id + "</li>";
  }
  html += "</ul>";
  document.getElementById(target).innerHTML = html;
}

module.exports = { add, remove, total, voucher, show };
