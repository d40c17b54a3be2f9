module.exports = [
  {
    files: ["**/*.js"],
    ignores: ["eslint.config.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { console: "readonly", document: "writable", window: "readonly", XMLHttpRequest: "readonly", setTimeout: "readonly", alert: "readonly" },
    },
    rules: {
      eqeqeq: "error", "no-eval": "error", "no-implied-eval": "error", "no-unused-vars": "warn", "no-var": "warn",
      "no-undef": "error", "prefer-const": "warn", "guard-for-in": "warn", "no-console": "warn",
    },
  },
];
