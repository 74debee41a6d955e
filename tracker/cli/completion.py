"""`tracker completion`: the lines that teach a shell what Tab can offer."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
# Names have spaces: what is offered is quoted as bash reads it, unless a quote is open already.
BASH = r"""_tracker_complete() {
    local IFS=$'\n' answer line value current="${COMP_WORDS[COMP_CWORD]}"
    answer=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \
        _TRACKER_COMPLETE=bash_complete "$1" 2>/dev/null)
    for line in $answer; do
        value="${line#*,}"
        case "${line%%,*}" in
            dir) compopt -o dirnames 2>/dev/null ;;
            file) compopt -o default 2>/dev/null ;;
            plain)
                case "$current" in
                    \"* | \'*) COMPREPLY+=("$value") ;;
                    *) COMPREPLY+=("$(printf '%q' "$value")") ;;
                esac ;;
        esac
    done
}
complete -F _tracker_complete tracker
"""


@click.command("completion", short_help="let Tab complete commands and names")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what makes Tab complete commands, options and the names that the file holds.

    For fish it belongs into ~/.config/fish/completions/tracker.fish. A new shell knows it.

    \b
    tracker completion bash >> ~/.bashrc
    tracker completion zsh >> ~/.zshrc
    """
    if shell == "bash":
        click.echo(BASH, nl=False)
        return
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "tracker", "_TRACKER_COMPLETE").source()
    click.echo(script)
