import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'link';
}

/** A button with a word on it. */
export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps): ReactNode {
  return (
    <button type={type} className={`button ${look === 'plain' ? '' : `button--${look}`} ${className}`} {...rest} />
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly label: string;
  readonly icon: ReactNode;
}

/** A button with a picture; its name shows on hover and is spoken. */
export function IconButton({ label, icon, className = '', ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`button button--quiet button--icon ${className}`}
      {...rest}
    >
      {icon}
    </button>
  );
}
