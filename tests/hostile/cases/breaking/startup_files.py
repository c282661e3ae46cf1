"""Writes where code is run from later: IPython's startup folder, site-packages, shell settings, timetables, caches."""

ANSWERS = {
    "own": """
import os
import pathlib
import site
import sys

evil = 'open("{LEFT}-startup", "w").write("ran")'
startup = ".ipython/profile_default/startup/00-left-behind.py"
places = [f"~/{startup}", "{HOME}/" + startup]
places += ["~/.bashrc", "{HOME}/.bashrc", "~/.config/autostart/left-behind.desktop", "/etc/cron.d/left-behind"]
places += ["/etc/left-behind", "/var/spool/cron/left-behind", "/usr/lib/left-behind.py", "{LEFT}-file"]
places += [f"{folder}/left-behind.pth" for folder in [*site.getsitepackages(), site.getusersitepackages(), *sys.path]]
places += [f"{folder}/sitecustomize.py" for folder in sys.path]
places += [os.path.join(os.path.dirname(np.__file__), "left-behind.py"), "{COURSE}/left-behind.py", "/left-behind"]
for place in places:
    try:
        path = pathlib.Path(place).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(evil)
    except OSError as error:
        print(place, error)
"""
}
