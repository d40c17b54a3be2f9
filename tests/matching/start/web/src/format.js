function money(value, currency) {
  if (value == null) return "";
  let sign = value < 0 ? "-" : "";
  let text = Math.abs(value).toFixed(2);
  return sign + text + " " + currency;
}

function date(value) {
  var parts = value.split("-");
  if (parts.length != 3) return value;
  return parts[2] + "." + parts[1] + "." + parts[0];
}

function plural(count, word) {
  if (count == 1) return count + " " + word;
  return count + " " + word + "s";
}

function escape(text) {
  var result = text.replace(/&/g, "&amp;");
  result = result.replace(/</g, "&lt;");
  return result;
}

module.exports = { money, date, plural, escape };
