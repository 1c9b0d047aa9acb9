# Runs a command on its own terminal. On SIGTERM, closes the terminal and exits with the command's exit code.
import os, pty, signal, sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])


def hang_up(*_):
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) % 256)


signal.signal(signal.SIGTERM, hang_up)
while True:
    os.write(1, os.read(terminal, 65536))
