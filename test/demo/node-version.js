// Runs before the demo, and must run on any Node: older ones can't read TypeScript and would only show a stack trace.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and Wirewatch needs 24: run npm ci without --ignore-scripts, which brings it along.\n`,
  );
  process.exit(1);
}
